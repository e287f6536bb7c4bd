// What people see of their own sign-in: opened for their page and their copy only.

import type { PersonCopy } from '../../core/accounts.ts'
import { Stated } from '../../core/errors.ts'
import type { Parts, PersonRecord } from '../../core/ports.ts'
import { innerOf, authOf } from './auth.ts'
import { listPasskeys } from './passkeys.ts'
import { openPerson, type OpenedPerson } from './persons.ts'
import { listLogins } from './providers.ts'
import { listSignIns, timeOf } from './sign-ins.ts'

export interface OwnView extends OpenedPerson {
  logins: PersonRecord[]
  passkeys: Array<{ id: string; name: string; createdAt: Date; synced: boolean }>
  news: 'off' | 'asked' | 'on'
}

/** @throws Stated `not_found` */
export async function openedMe(parts: Parts, person: string): Promise<OwnView> {
  const [found, logins, passkeys, names, consents] = await Promise.all([
    openPerson(parts, person),
    listLogins(parts, person),
    listPasskeys(parts, person),
    sealedOf(parts, 'passkey', person),
    parts.store.people.find('newsConsents', [{ column: 'person', is: '=', value: person }]),
  ])
  if (!found) throw new Stated('not_found')
  const keys = passkeys.map((row) => ({ id: String(row.id), name: names.get(String(row.id)) ?? '', createdAt: timeOf(row.createdAt), synced: row.backedUp === true }))
  const [consent] = consents
  return { ...found, logins, passkeys: keys, news: consent ? (consent.confirmedAt ? 'on' : 'asked') : 'off' }
}

export async function changeProfile(parts: Parts, person: string, { name, language }: { name?: string | undefined; language?: 'en' | 'zh' | undefined }): Promise<void> {
  const change = { ...(name === undefined ? {} : { name: name.trim() }), ...(language === undefined ? {} : { language }) }
  if (Object.keys(change).length > 0) await (await innerOf(parts)).updateUser(person, change)
}

export async function describeSignIns(parts: Parts, person: string): Promise<Array<{ id: string; agent: string; factors: string[]; createdAt: Date; updatedAt: Date; expiresAt: Date }>> {
  const [rows, agents] = await Promise.all([listSignIns(parts, person), sealedOf(parts, 'session', person)])
  return rows.map((row) => ({
    id: String(row.id),
    agent: agents.get(String(row.id)) ?? '',
    factors: String(row.factors).split(' '),
    createdAt: timeOf(row.createdAt),
    updatedAt: timeOf(row.updatedAt),
    expiresAt: timeOf(row.expiresAt),
  }))
}

/** For the copy of everything; the ids of logins, passkeys and sign-ins mean nothing elsewhere. */
export async function copyOfPerson(parts: Parts, person: string): Promise<PersonCopy | undefined> {
  if (!(await openPerson(parts, person))) return undefined
  const [{ name, mail, phone, language, createdAt, secondFactor, logins, passkeys, news }, signIns] = await Promise.all([openedMe(parts, person), describeSignIns(parts, person)])
  return {
    name,
    language,
    ...(mail === undefined ? {} : { mail }),
    ...(phone === undefined ? {} : { phone }),
    createdAt,
    password: logins.some(({ provider }) => provider === 'credential'),
    secondFactor,
    logins: logins.filter(({ provider }) => provider !== 'credential').map((login) => ({ provider: String(login.provider), createdAt: timeOf(login.createdAt) })),
    passkeys: passkeys.map((key) => ({ name: key.name, createdAt: key.createdAt, synced: key.synced })),
    signIns: signIns.map(({ agent, factors, createdAt: signedInAt, updatedAt: lastSeenAt, expiresAt }) => ({ browser: agent, factors, signedInAt, lastSeenAt, expiresAt })),
    news,
  }
}

/** The sealed name of each passkey, or browser of each sign-in, by id. */
async function sealedOf(parts: Parts, model: 'passkey' | 'session', person: string): Promise<Map<string, string>> {
  const { adapter } = await (await authOf(parts)).$context
  const rows = await adapter.findMany<{ id: string; name?: string | null; userAgent?: string | null }>({ model, where: [{ field: 'userId', value: person }] })
  return new Map(rows.map((row) => [row.id, (model === 'passkey' ? row.name : row.userAgent) ?? '']))
}
