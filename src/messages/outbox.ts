// The outbox: takes messages in, sealed, and hands each to the adapter that sends it, again and again until it works or its time is over.

import { hourKeyOf, newId } from '../core/birth.ts'
import { Stated } from '../core/errors.ts'
import { templateValues, type Channel, type Message, type MessageRow, type Messages, type Recipient, type TemplateName } from '../core/messages.ts'
import type { Parts } from '../core/ports.ts'
import { canBeTexted, fillWords } from './templates.ts'

export type OutboxParts = Pick<Parts, 'clock' | 'random' | 'store' | 'vault' | 'sealing' | 'charter' | 'log'>

/** What is sealed of a message. */
interface Letter {
  address: string
  values: Record<string, string>
}

export interface Words {
  subject: string
  text: string
}

/** One message for one address, ready to leave. */
export interface Delivery extends Words {
  id: string
  address: string
  template: string
  language: 'en' | 'zh'
  values: Record<string, string>
}

/** Sends for one channel; `kept` = it stays in the outbox to be looked at. @throws DeliveryFault */
export type Adapter = (delivery: Delivery) => Promise<'sent' | 'kept'>

/** Why a message did not leave. `code` is a vendor's code or ours: letters, digits, dots and hyphens. */
export class DeliveryFault extends Error {
  override name = 'DeliveryFault'
  readonly code: string
  /** Trying again cannot help. */
  readonly final: boolean
  readonly noSuchAddress: boolean

  constructor(code: string, kind: 'passing' | 'final' | 'no-such-address' = 'passing') {
    const clean = code.replace(/[^\w.-]/g, '').slice(0, 60) || 'unknown'
    super(`the message could not be delivered (${clean})`)
    this.code = clean
    this.final = kind !== 'passing'
    this.noSuchAddress = kind === 'no-such-address'
  }
}

/** Who a person is to the outbox: their confirmed contact, opened only here. */
export type FindContact = (person: string) => Promise<{ mail?: string; phone?: string } | undefined>

export interface OutboxOptions {
  /** A message to this person came back for good: there is no such address. */
  unreachable?(person: string): Promise<void>
  adapters: Partial<Record<Channel, Adapter>>
  contactOf?: FindContact
  /** Where news for somebody goes; undefined for everybody who did not confirm that they want it. */
  newsAddressOf?(person: string): Promise<string | undefined>
}

export interface Outbox extends Messages {
}

const minute = 60_000
/** Another server may try a message that was taken and never noted. */
const leaseFor = 2 * minute
const batch = 50
/** Minutes from the first try to the next ones. */
const pauses = [1, 2, 5, 15, 30, 60, 120, 240]

const idOf = (id: string): string => `message/${id}`

export function createOutbox(parts: OutboxParts, options: OutboxOptions): Outbox {
  let under: Promise<unknown> = Promise.resolve()
  const deliver = async (): Promise<number> => {
    const now = parts.clock.now()
    const taken = await parts.store.messages.take(now, new Date(now.getTime() + leaseFor), batch)
    const left = await Promise.all(taken.map((row) => deliverOne(parts, options, row)))
    return left.filter(Boolean).length
  }
  const put = async (words: AnyWords, found: Found | undefined): Promise<void> => {
    if (!found) return
    await insert(parts, words, found)
    // Whoever asks does not wait for a vendor, and cannot tell by the time whether anything was sent.
    under = under.then(deliver).catch(() => parts.log.write({ level: 'warning', event: 'messages-interrupted' }))
  }
  const coming = new Set<Promise<void>>()
  const entering = (work: () => Promise<void>): Promise<void> => {
    const done = work()
    coming.add(done)
    return done.finally(() => coming.delete(done))
  }
  return {
    send: ({ to, ...words }) => entering(async () => put(checked(words), await addressOf(options, to, words.template))),
    deliver,
    async settled() {
      while (coming.size > 0) await Promise.allSettled(coming)
      await under
    },
    async sendNews(person, values, language) {
      const address = await options.newsAddressOf?.(person)
      if (address === undefined || !options.adapters.mail) return false
      await put({ template: 'news', values, language }, { channel: 'mail', address, person })
      return true
    },
  }
}

/** News cannot go by this way, whatever a caller calls it. */
function checked(words: AnyWords): AnyWords {
  if (!Object.hasOwn(templateValues, words.template)) throw new Error('there is no such template')
  return words
}

type AnyWords = Omit<Message, 'to' | 'template'> & { template: string }

/** The same for the same person and notice. */
function idFor({ sealing, random }: OutboxParts, notice: string | undefined, person: string | undefined): string {
  if (notice === undefined || person === undefined) return newId('msg', random)
  return `msg_${Buffer.from(sealing.digest('notice', `${notice} ${person}`)).toString('hex').slice(0, 32)}`
}

interface Found {
  channel: Channel
  address: string
  person?: string
}

/** @throws Stated `message_unsendable` */
async function addressOf({ adapters, contactOf }: OutboxOptions, to: Recipient, template: TemplateName): Promise<Found | undefined> {
  if ('mail' in to) return need({ channel: 'mail', address: to.mail })
  if ('phone' in to) return need({ channel: 'sms', address: to.phone })
  const contact = await contactOf?.(to.person)
  if (contact?.mail && adapters.mail) return { channel: 'mail', address: contact.mail, person: to.person }
  if (contact?.phone && adapters.sms && canBeTexted(template)) return { channel: 'sms', address: contact.phone, person: to.person }
  return undefined

  function need(found: Found): Found {
    if (!adapters[found.channel]) throw new Stated('message_unsendable', { channel: found.channel })
    return found
  }
}

async function insert(parts: OutboxParts, { template, language, values, notice }: AnyWords, { channel, address, person }: Found): Promise<void> {
  const { clock, store, vault, sealing, charter } = parts
  const now = clock.now()
  const lifeMinutes = Number(values.minutes) || charter.messages.tryHours * 60
  const hour = hourKeyOf(new Date(now.getTime() + lifeMinutes * minute))
  const id = idFor(parts, notice, person)
  if (notice !== undefined && (await store.messages.get(id))) return
  const letter: Letter = { address, values }
  const locks = await vault.publicKeys([hour, 'server/messages'])
  const sealed = sealing.seal(idOf(id), locks, new TextEncoder().encode(JSON.stringify(letter)))
  const row: MessageRow = {
    id,
    channel,
    template,
    language,
    state: 'waiting',
    attempts: 0,
    createdAt: now,
    nextAt: now,
    expiresAt: new Date(now.getTime() + charter.messages.logDays * 1440 * minute),
    hour,
    sealed,
  }
  await store.messages.insert({ ...row, ...(person === undefined ? {} : { person }), ...(notice === undefined ? {} : { notice }) })
}

/** Opens what is waiting, for whoever sends it or shows it. undefined when its keys are gone. */
export async function openLetter({ vault, sealing }: Pick<Parts, 'vault' | 'sealing'>, row: MessageRow): Promise<Letter | undefined> {
  const keys = await Promise.all([vault.privateKey(row.hour), vault.privateKey('server/messages')])
  if (!row.sealed || keys.some((key) => key === undefined)) return undefined
  const plain = sealing.open(idOf(row.id), keys as Uint8Array[], row.sealed)
  return JSON.parse(new TextDecoder().decode(plain)) as Letter
}

async function deliverOne(parts: OutboxParts, { adapters, unreachable }: OutboxOptions, row: MessageRow): Promise<boolean> {
  const { clock, store, charter } = parts
  const attempts = row.attempts + 1
  try {
    const adapter = adapters[row.channel]
    const letter = await openLetter(parts, row)
    if (!letter) throw new DeliveryFault('key-gone', 'final')
    if (!adapter) throw new DeliveryFault('no-adapter')
    const values = { instance: charter.labels.provider, ...letter.values }
    const { subject, text, sms } = fillWords(row.template, row.language, values)
    const done = await adapter({ id: row.id, address: letter.address, template: row.template, language: row.language, values, subject, text: row.channel === 'sms' ? (sms ?? text) : text })
    const standing = done === 'kept' && row.sealed ? { state: 'waiting' as const, nextAt: row.expiresAt, sealed: row.sealed } : { state: 'sent' as const, nextAt: row.nextAt, endedAt: clock.now() }
    await note(parts, row, { attempts, ...standing })
    return done === 'sent'
  } catch (error) {
    const fault = error instanceof DeliveryFault ? error : new DeliveryFault('unforeseen')
    const now = clock.now()
    const next = new Date(now.getTime() + (pauses[attempts - 1] ?? pauses.at(-1) ?? 60) * minute)
    const over = fault.final || next.getTime() > row.createdAt.getTime() + charter.messages.tryHours * 60 * minute
    const standing = over ? { state: 'failed' as const, endedAt: now } : { state: 'waiting' as const, ...(row.sealed ? { sealed: row.sealed } : {}) }
    await note(parts, row, { attempts, code: fault.code, nextAt: next, ...standing }, fault.noSuchAddress)
    if (fault.noSuchAddress && row.person !== undefined) await unreachable?.(row.person)
    return false
  }
}

type Standing = Parameters<OutboxParts['store']['messages']['note']>[1]

/** How it stands, and, once it has ended, one more in the delivery log of its notice. */
async function note({ store, clock }: OutboxParts, { id, notice }: MessageRow, standing: Standing, bounced = false): Promise<void> {
  await store.transaction(async ({ messages, notices }) => {
    const noted = await messages.note(id, standing)
    if (!noted || notice === undefined || standing.state === 'waiting') return
    await notices.count(notice, standing.state === 'sent' ? 'sent' : bounced ? 'bounced' : 'failed', clock.now())
  })
}
