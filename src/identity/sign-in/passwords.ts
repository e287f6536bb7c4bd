// Passwords: long enough, not common, not leaked; checked in the same time whether somebody has one or not.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Stated } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import { theDoor } from '../../outbound/door.ts'
import { authOf, innerOf } from './auth.ts'

const listFile = join(import.meta.dirname, '../../../models/passwords/common.txt')
let list: Promise<Set<string>> | undefined
const most = 256

/** @throws Stated `password_too_short`, `password_common`, `field_invalid` */
export async function checkNewPassword({ charter }: Pick<Parts, 'charter'>, password: string, mail?: string): Promise<void> {
  const { passwordLeast, leakedPasswords } = charter.signIn
  const length = [...password].length
  if (length < passwordLeast) throw new Stated('password_too_short', { least: passwordLeast }, 'password')
  if (length > most) throw new Stated('field_invalid', { field: 'password', reason: `at most ${most} characters` }, 'password')
  if (await isCommon(password, mail)) throw new Stated('password_common', {}, 'password')
  if (leakedPasswords && (await wasLeaked(leakedPasswords, password))) throw new Stated('password_common', {}, 'password')
}

/** On the list, or the list's word with digits and signs around it, or hardly more than a letter, or the person's own address. */
async function isCommon(password: string, mail = ''): Promise<boolean> {
  const known = await (list ??= readFile(listFile, 'utf8').then((text) => new Set(text.split('\n').filter(Boolean))))
  const small = password.toLowerCase()
  const bare = small.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const local = mail.split('@')[0] ?? ''
  const halved = small.slice(0, small.length / 2).repeat(2) === small ? small.slice(0, small.length / 2) : small
  return known.has(small) || known.has(halved) || (bare.length >= 4 && known.has(bare)) || new Set(small).size < 5 || small === mail || (local.length >= 4 && small.replace(local, '').length < 5)
}

/** Sends five digits of a digest and finds the rest in the answer. An unreachable list stops nobody. */
async function wasLeaked(address: string, password: string): Promise<boolean> {
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase()
  const url = `${address.replace(/\/$/, '')}/${digest.slice(0, 5)}`
  const answer = await theDoor()
    .fetch(url, 'leaked-passwords', { headers: { 'add-padding': 'true' }, signal: AbortSignal.timeout(3_000) })
    .catch(() => undefined)
  if (answer?.status !== 200) return false
  const rest = digest.slice(5)
  return (await answer.text()).split('\n').some((line) => line.startsWith(`${rest}:`) && Number(line.slice(rest.length + 1)) > 0)
}

export async function hashPassword(parts: Parts, password: string): Promise<string> {
  return (await (await authOf(parts)).$context).password.hash(password)
}

/** Takes as long for nobody as for somebody. */
export async function passwordFits(parts: Parts, person: string | undefined, password: string): Promise<boolean> {
  const inner = await innerOf(parts)
  const login = person === undefined ? null : await inner.findCredentialAccount(person)
  const hash = login?.password ?? (await decoyOf(parts))
  const fits = await (await (await authOf(parts)).$context).password.verify({ hash, password: password.slice(0, most * 4) })
  return fits && Boolean(login?.password)
}

export async function setPassword(parts: Parts, person: string, hash: string): Promise<void> {
  const inner = await innerOf(parts)
  if (await inner.findCredentialAccount(person)) await inner.updatePassword(person, hash)
  else await inner.createAccount({ userId: person, providerId: 'credential', accountId: person, password: hash })
}

const decoys = new WeakMap<object, Promise<string>>()

function decoyOf(parts: Parts): Promise<string> {
  const found = decoys.get(parts.store) ?? hashPassword(parts, Buffer.from(parts.random.bytes(24)).toString('base64url'))
  decoys.set(parts.store, found)
  return found
}
