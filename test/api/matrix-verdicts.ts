// What each kind of caller gets of each class of routes.

import type { Class } from './matrix-expectations.ts'

/** `in` = let through: whatever follows is about the request itself, not about who asks. */
export type Verdict = 'in' | 'session_missing' | 'key_invalid' | 'key_expired' | 'scope_missing' | 'role_missing' | 'account_suspended' | 'account_frozen' | 'account_ended' | 'sign_in_missing'

const row = (verdicts: string): Record<Class, Verdict> => {
  const words = verdicts.trim().split(/\s+/) as Verdict[]
  const classes: Class[] = ['known', 'make', 'read', 'delete', 'account', 'manage', 'own', 'members', 'keys', 'stop', 'person', 'operate']
  if (words.length !== classes.length) throw new Error(`a row has ${classes.length} verdicts: ${verdicts}`)
  return Object.fromEntries([['open', 'in'], ...classes.map((name, place) => [name, words[place]])]) as Record<Class, Verdict>
}

/** What each kind of caller gets of each class. Open routes are open to all of them. */
export const verdicts: Record<string, Record<Class, Verdict>> = {
  //                                   known             make              read              delete            account         manage          own             members           keys              stop            person          operate
  'nobody':                        row('session_missing   session_missing   session_missing   session_missing   session_missing session_missing session_missing session_missing   session_missing   session_missing sign_in_missing session_missing'),
  'a visitor':                     row('in                in                in                in                scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'another visitor':               row('in                in                in                in                scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'a key of the account':          row('in                in                in                in                scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'a key of another account':      row('in                in                in                in                scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'a key for reading':             row('in                scope_missing     in                scope_missing     scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'an unknown key':                row('key_invalid       key_invalid       key_invalid       key_invalid       key_invalid     key_invalid     key_invalid     key_invalid       key_invalid       key_invalid     sign_in_missing key_invalid'),
  'a revoked key':                 row('key_invalid       key_invalid       key_invalid       key_invalid       key_invalid     key_invalid     key_invalid     key_invalid       key_invalid       key_invalid     sign_in_missing key_invalid'),
  'an expired key':                row('key_expired       key_expired       key_expired       key_expired       key_expired     key_expired     key_expired     key_expired       key_expired       key_expired     sign_in_missing key_expired'),
  'a key of a suspended account':  row('in                account_suspended in                in                scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'a key of a frozen account':     row('in                account_frozen    in                account_frozen    scope_missing   scope_missing   scope_missing   scope_missing     scope_missing     scope_missing   sign_in_missing scope_missing'),
  'a key of an ended account':     row('key_invalid       key_invalid       key_invalid       key_invalid       key_invalid     key_invalid     key_invalid     key_invalid       key_invalid       key_invalid     sign_in_missing key_invalid'),
  'the owner':                     row('in                in                in                in                in              in              in              in                in                in              in              role_missing'),
  'an administrator':              row('in                in                in                in                in              in              role_missing    in                in                in              in              role_missing'),
  'a developer':                   row('in                in                in                in                in              role_missing    role_missing    role_missing      in                in              in              role_missing'),
  'a viewer':                      row('in                role_missing      in                role_missing      in              role_missing    role_missing    role_missing      role_missing      role_missing    in              role_missing'),
  'a person of another account':   row('in                in                in                in                in              in              in              in                in                in              in              role_missing'),
  'a suspended person':            row('in                account_suspended in                in                in              in              in              account_suspended account_suspended in              in              role_missing'),
  'a frozen person':               row('in                account_frozen    in                account_frozen    in              account_frozen  account_frozen  account_frozen    account_frozen    in              in              role_missing'),
  'a banned person':               row('in                account_ended     in                account_ended     in              account_ended   account_ended   account_ended     account_ended     account_ended   in              role_missing'),
  'the operator\'s key':           row('in                in                in                in                in              in              in              in                in                in              sign_in_missing in'),
  'a person who operates':         row('in                in                in                in                in              in              in              in                in                in              in              in'),
}

/** Where a handler knows more than a class does. */
export const exceptions: Record<string, Record<string, Verdict>> = {
  // Whoever may make nothing opens no organisation either.
  'POST /v1/accounts': { 'a suspended person': 'account_suspended', 'a frozen person': 'account_frozen', 'a banned person': 'account_ended' },
}

/** Who belongs to the account whose things are asked for. */
export const insiders = ['a key of the account', 'the owner', 'an administrator', 'a developer', 'a viewer']
