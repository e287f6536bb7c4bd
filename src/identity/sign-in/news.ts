// News by mail: only to those who asked for it and confirmed it by the link in a mail; stopped by one click, without signing in.

import { timingSafeEqual } from 'node:crypto'
import { Stated } from '../../core/errors.ts'
import type { Parts, PersonRecord } from '../../core/ports.ts'
import { contactOf } from './persons.ts'
import { takeTry } from './tries.ts'
import { needWay, type Asking } from './flows.ts'

const linkOf = (origin: string, token: string): string => `${origin}/v1/news/${token}`

/** Follows from the consent's own id, so that nobody who reads the database can make one. */
function tokenOf({ sealing }: Pick<Parts, 'sealing'>, id: string): string {
  return `${id}-${Buffer.from(sealing.digest('news', id)).toString('hex')}`
}

/** Sends the mail whose link agrees. @throws Stated `sign_in_way_off` without a confirmed mail address */
export async function askForNews(parts: Parts, person: string, origin: string, asking: Asking): Promise<void> {
  needWay(parts, 'news')
  const mail = (await contactOf(parts, person))?.mail
  if (mail === undefined) throw new Stated('sign_in_way_off', { way: 'mail' })
  await takeTry(parts, 'send', mail, asking.address)
  const { people } = parts.store
  const [known] = await people.find('newsConsents', [{ column: 'person', is: '=', value: person }])
  if (known?.confirmedAt) return
  const id = known ? String(known.id) : Buffer.from(parts.random.bytes(16)).toString('hex')
  if (!known) await people.insert('newsConsents', { id, person, token: parts.sealing.digest('news', id), askedAt: parts.clock.now() })
  await parts.messages.send({ to: { mail }, template: 'news-confirm', values: { link: linkOf(origin, tokenOf(parts, id)) }, language: asking.language })
}

/** The consent that a link belongs to. @throws Stated `not_found` */
export async function findConsent(parts: Parts, token: string): Promise<PersonRecord> {
  const [, id = '', mac = ''] = /^([0-9a-f]{32})-([0-9a-f]{64})$/.exec(token) ?? []
  const fits = mac !== '' && timingSafeEqual(Buffer.from(mac, 'hex'), parts.sealing.digest('news', id))
  const [row] = fits ? await parts.store.people.find('newsConsents', [{ column: 'id', is: '=', value: id }]) : []
  if (!row) throw new Stated('not_found')
  return row
}

export async function agreeToNews(parts: Parts, token: string): Promise<void> {
  const { id = null } = await findConsent(parts, token)
  await parts.store.people.change('newsConsents', [{ column: 'id', is: '=', value: id }, { column: 'confirmedAt', is: '=', value: null }], { confirmedAt: parts.clock.now() })
}

export async function stopNews(parts: Parts, person: string): Promise<void> {
  await parts.store.people.remove('newsConsents', [{ column: 'person', is: '=', value: person }])
}

/** By the link of a mail: works once and any time after, whether there was something to stop or not. */
export async function stopNewsBy(parts: Parts, token: string): Promise<void> {
  const row = await findConsent(parts, token).catch(() => undefined)
  if (row) await stopNews(parts, String(row.person))
}

export interface News {
  en: { subject: string; text: string }
  zh: { subject: string; text: string }
}

/** Puts one mail for everybody who confirmed into the outbox. Returns how many. */
export async function publishNews(parts: Parts, news: News, origin: string): Promise<number> {
  needWay(parts, 'news')
  const rows = await parts.store.people.find('newsConsents', [{ column: 'confirmedAt', is: '!=', value: null }])
  let sent = 0
  for (const { id, person } of rows) {
    const [row] = await parts.store.people.find('people', [{ column: 'id', is: '=', value: person ?? null }])
    const language = row?.language === 'zh' ? 'zh' : 'en'
    const unsubscribe = linkOf(origin, tokenOf(parts, String(id)))
    if (await parts.messages.sendNews(String(person), { ...news[language], unsubscribe }, language)) sent++
  }
  return sent
}

/** Where news for somebody goes, asked again at the moment of putting it into the outbox. undefined = they did not confirm. */
export async function newsAddressOf(parts: Parts, person: string): Promise<string | undefined> {
  const [row] = await parts.store.people.find('newsConsents', [{ column: 'person', is: '=', value: person }, { column: 'confirmedAt', is: '!=', value: null }])
  return row && (await contactOf(parts, person))?.mail
}
