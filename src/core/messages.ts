// Messages to people: what can be said to whom. Words and addresses are sealed until they are sent, and gone right after.

import type { Bytes, KeyName } from './ports.ts'
import type { Language } from './errors.ts'

/** Where a message goes: to a person by the contact they confirmed, or to an address somebody gave (invitations, first codes). */
export type Recipient = { person: string } | { mail: string } | { phone: string }

/**
 * Everything that can be said, by name, with the values that its words need. News is not among them: it has a way of
 * its own that asks for consent (`sendNews`).
 */
export const templateValues = {
  /** A code to sign in, or to confirm an address. */
  'sign-in-code': ['code', 'minutes'],
  'confirm-code': ['code', 'minutes'],
  /** Somebody tried to make an account with an address that has one. */
  'already-there': [],
  'password-reset': ['code', 'minutes'],
  /** Something that guards the account was changed; `what` in words. */
  'security-change': ['what'],
  /** Confirms that news is wanted (the second opt-in). */
  'news-confirm': ['link'],
  /** Into an organisation. */
  invitation: ['organisation', 'from', 'link', 'days'],
  'ownership-offer': ['organisation', 'from', 'link', 'days'],
  /** An account's state changed: what, why, until when it may be appealed. */
  'account-state': ['account', 'state', 'reason', 'appeal'],
  'account-closed': ['account'],
  'contact-check': ['account', 'days'],
  /** To a guardian: whether a child may make pictures here. */
  'guardian-asked': ['link', 'code', 'hours'],
  'guardian-given': [],
  'guardian-ended': [],
  /** Real-name verification was decided; `verdict` in words. */
  'verification-verdict': ['account', 'verdict', 'reason'],
  /** An operator looked at personal data. */
  'break-glass': ['when', 'reason'],
  'key-leaked': ['key', 'where'],
  /** Changes of terms and the end of an instance. */
  'terms-change': ['from', 'link'],
  'service-ends': ['on', 'link'],
  /** Pictures of theirs that go by themselves; `list` in words: how many on which days. */
  'pictures-go': ['list', 'link', 'settings'],
  /** Anything else, in words that the caller composed in the right language. */
  notice: ['subject', 'text'],
} as const satisfies Record<string, readonly string[]>

export type TemplateName = keyof typeof templateValues

export interface Message {
  to: Recipient
  template: TemplateName
  /** One for each name in `templateValues`; plain text. */
  values: Record<string, string>
  language: Language
  /** The notice it belongs to: a person gets each notice once, whoever sends it how often. */
  notice?: string
}

export interface Messages {
  /**
   * Puts it into the outbox and resolves; it is sent soon after, and again for a while when that fails. A person
   * without a confirmed contact gets nothing. @throws Stated `message_unsendable` when this instance has no way to send it
   */
  send(message: Message): Promise<void>
  /** The only way for news: to a person who confirmed that they want it, by mail. false, and nothing sent, for anybody else. */
  sendNews(person: string, values: { subject: string; text: string; unsubscribe: string }, language: Language): Promise<boolean>
  /** Sends what is due now; returns how many left. The schedule calls it every minute. */
  deliver(): Promise<number>
  /** Resolves when nothing that was put in by this process is on its way. */
  settled(): Promise<void>
}

export type Channel = 'mail' | 'sms'

/** A message in the outbox. Once it is sent or given up, only codes and times are left of it. */
export interface MessageRow {
  id: string
  /** Whom it is about, if they have a name here; goes with them. */
  person?: string
  /** The notice whose delivery log counts it. */
  notice?: string
  channel: Channel
  /** A name of `templateValues`, or `news`. */
  template: string
  language: Language
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  /** Why the last try failed: a code of the vendor or of ours, never an address or a word of the message. */
  code?: string
  createdAt: Date
  /** When it may be tried (again). */
  nextAt: Date
  endedAt?: Date
  /** When this row goes. */
  expiresAt: Date
  /** The expiry key under which `sealed` lies. */
  hour: KeyName
  /** Address and values, sealed; gone with the end. */
  sealed?: Bytes
}

export interface MessageTable {
  insert(row: MessageRow): Promise<void>
  get(id: string): Promise<MessageRow | undefined>
  /** Takes the waiting ones that may be tried now; nobody else gets them before `again`. */
  take(now: Date, again: Date, limit: number): Promise<MessageRow[]>
  /** Writes how a try ended. false, and nothing happens, when it ended already. */
  note(id: string, standing: Pick<MessageRow, 'state' | 'attempts' | 'code' | 'nextAt' | 'endedAt' | 'sealed'>): Promise<boolean>
  /** Newest first. */
  newest(limit: number): Promise<MessageRow[]>
  countWaiting(): Promise<number>
  removeOf(person: string): Promise<number>
  /** Rows whose time is over. */
  removeDue(now: Date): Promise<number>
}
