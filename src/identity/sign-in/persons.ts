// People themselves: made with their first proof, found by a contact, opened for a message, erased.

import { Stated } from '../../core/errors.ts'
import { personKey } from '../../core/people.ts'
import type { Parts, PersonRecord } from '../../core/ports.ts'
import { indexOf } from './digests.ts'
import { innerOf } from './auth.ts'
import type { Contact } from './codes.ts'

/** better-auth wants a mail address of everybody; this one leads nowhere and tells nothing. */
const noMail = '@person.invalid'

export interface NewPerson {
  contact?: Contact
  name?: string | undefined
  language?: 'en' | 'zh' | undefined
  passwordHash?: string | undefined
  /** A login at another site. */
  login?: { provider: string; subject: string }
}

/** What is opened of a person for their own page, or to send them something. */
export interface OpenedPerson {
  id: string
  name: string
  mail?: string
  phone?: string
  language: 'en' | 'zh'
  secondFactor: boolean
  createdAt: Date
}

/** Id of the person who confirmed this contact. */
export async function findByContact(parts: Parts, { kind, value }: Contact): Promise<string | undefined> {
  const column = kind === 'mail' ? 'mailIndex' : 'phoneIndex'
  const [row] = await parts.store.people.find('people', [{ column, is: '=', value: indexOf(parts, column, value) }], { limit: 1 })
  return row && String(row.id)
}

/** @throws Stated `login_taken` when somebody else came first */
export async function createPerson(parts: Parts, { contact, name, language, passwordHash, login }: NewPerson): Promise<string> {
  const inner = await innerOf(parts)
  const mail = contact?.kind === 'mail' ? contact.value : undefined
  const phone = contact?.kind === 'phone' ? contact.value : undefined
  const fields = {
    email: mail ?? `${Buffer.from(parts.random.bytes(12)).toString('hex')}${noMail}`,
    emailVerified: mail !== undefined,
    ...(phone === undefined ? {} : { phoneNumber: phone, phoneNumberVerified: true }),
    name: name ?? '',
    language: language ?? 'en',
  }
  const made = await inner.createUser(fields, { method: 'gesso' }).catch(async (error: unknown) => {
    if (contact && (await findByContact(parts, contact))) throw new Stated('login_taken')
    throw error
  })
  const person = made.id
  try {
    if (passwordHash !== undefined) await inner.createAccount({ userId: person, providerId: 'credential', accountId: person, password: passwordHash })
    if (login) await inner.createAccount({ userId: person, providerId: login.provider, accountId: login.subject })
  } catch {
    await removePerson(parts, person)
    throw new Stated('login_taken')
  }
  return person
}

export async function openPerson(parts: Parts, person: string): Promise<OpenedPerson | undefined> {
  const user = (await (await innerOf(parts)).findUserById(person)) as Record<string, unknown> | null
  if (!user) return undefined
  const { mail, phone } = contactsIn(user)
  return {
    id: person,
    name: String(user.name ?? ''),
    ...(mail === undefined ? {} : { mail }),
    ...(phone === undefined ? {} : { phone }),
    language: user.language === 'zh' ? 'zh' : 'en',
    secondFactor: user.twoFactorEnabled === true,
    createdAt: new Date(Number(user.createdAt) + parts.clock.now().getTime() - Date.now()),
  }
}

/** Opened only to send a message. */
export async function contactOf(parts: Parts, person: string): Promise<{ mail?: string; phone?: string } | undefined> {
  const user = (await (await innerOf(parts)).findUserById(person)) as Record<string, unknown> | null
  return user ? contactsIn(user) : undefined
}

function contactsIn(user: Record<string, unknown>): { mail?: string; phone?: string } {
  const mail = typeof user.email === 'string' && user.emailVerified === true && !user.email.endsWith(noMail) ? { mail: user.email } : {}
  const phone = typeof user.phoneNumber === 'string' && user.phoneNumberVerified === true ? { phone: user.phoneNumber } : {}
  return { ...mail, ...phone }
}

/** Puts a confirmed contact in the place of the one there was. @throws Stated `login_taken` */
export async function setContact(parts: Parts, person: string, { kind, value }: Contact): Promise<void> {
  const owner = await findByContact(parts, { kind, value })
  if (owner !== undefined && owner !== person) throw new Stated('login_taken')
  const inner = await innerOf(parts)
  await inner.updateUser(person, kind === 'mail' ? { email: value, emailVerified: true } : { phoneNumber: value, phoneNumberVerified: true })
}

/** @throws Stated `login_last` when nothing else leads back to the account */
export async function removeContact(parts: Parts, person: string, kind: Contact['kind']): Promise<void> {
  await needAnotherWay(parts, person, kind)
  const inner = await innerOf(parts)
  const mail = `${Buffer.from(parts.random.bytes(12)).toString('hex')}${noMail}`
  await inner.updateUser(person, kind === 'mail' ? { email: mail, emailVerified: false } : { phoneNumber: null, phoneNumberVerified: false })
  if (kind === 'mail') await parts.store.people.remove('logins', [{ column: 'person', is: '=', value: person }, { column: 'provider', is: '=', value: 'credential' }])
}

/** Every way that leads back to this account now, by name: `mail`, `phone`, `passkey/<id>`, `login/<id>`. A password needs its mail address. */
export async function waysBack({ store, charter }: Pick<Parts, 'store' | 'charter'>, person: string): Promise<string[]> {
  const { signIn } = charter
  const own = [{ column: 'person', is: '=' as const, value: person }]
  const [row] = await store.people.find('people', [{ column: 'id', is: '=', value: person }])
  const [logins, passkeys] = await Promise.all([store.people.find('logins', own), store.people.find('passkeys', own)])
  const hasPassword = logins.some((login) => login.provider === 'credential')
  const known = new Set(signIn.providers.map(({ id }) => id))
  return [
    ...(row?.mailVerified === true && (signIn.mailCode || (signIn.password && hasPassword)) ? ['mail'] : []),
    ...(row?.phoneVerified === true && signIn.phoneCode ? ['phone'] : []),
    ...(signIn.passkey ? passkeys.map(({ id }) => `passkey/${String(id)}`) : []),
    ...logins.filter((login) => known.has(String(login.provider))).map(({ id }) => `login/${String(id)}`),
  ]
}

/** @throws Stated `login_last` */
export async function needAnotherWay(parts: Pick<Parts, 'store' | 'charter'>, person: string, way: string): Promise<void> {
  if ((await waysBack(parts, person)).every((one) => one === way)) throw new Stated('login_last')
}

/** Key first: from then on nothing of them can be opened, in no copy either. Then every row. */
export async function removePerson({ store, vault }: Pick<Parts, 'store' | 'vault'>, person: string): Promise<void> {
  await vault.destroy([personKey(person)])
  const own = [{ column: 'person', is: '=' as const, value: person }]
  for (const table of ['signIns', 'logins', 'passkeys', 'secondFactors', 'newsConsents'] as const) await store.people.remove(table, own)
  await store.messages.removeOf(person)
  await store.people.remove('people', [{ column: 'id', is: '=', value: person }])
}

/** A person's row without anything that is sealed, for lists of operators. */
export async function personRow({ store }: Pick<Parts, 'store'>, person: string): Promise<PersonRecord | undefined> {
  return (await store.people.find('people', [{ column: 'id', is: '=', value: person }]))[0]
}
