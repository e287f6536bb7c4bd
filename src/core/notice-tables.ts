// The table of notices: what was told to everybody who is here, and how its mails went, in counts and times only.

/** The operator's own words, in one language or in both. */
export type NoticeWords = Partial<Record<'en' | 'zh', { subject: string; text: string }>>

export const outcomes = ['sent', 'failed', 'bounced'] as const
/** `bounced` = there is no such address; `failed` = given up for another reason. */
export type Outcome = (typeof outcomes)[number]

export interface NoticeRow {
  id: string
  /** `terms` = a significant change of the terms; `announcement` = something the operator says. */
  kind: 'terms' | 'announcement'
  /** The version that a `terms` notice is about. */
  version?: string
  words?: NoticeWords
  /** Whether it goes out by mail too. */
  mail: boolean
  announcedAt: Date
  /** Id of the last person whose mail is on its way; gone when all are. */
  cursor?: string
  /** When the last mail was put on its way. */
  mailedAt?: Date
  /** Mails put on their way, and how they ended so far. */
  due: number
  sent: number
  failed: number
  bounced: number
  /** When the last of them ended. */
  lastAt?: Date
}

export interface NoticeTable {
  insert(row: NoticeRow): Promise<void>
  get(id: string): Promise<NoticeRow | undefined>
  /** Newest first. */
  list(limit: number): Promise<NoticeRow[]>
  /** Those whose mails are not all on their way, oldest first. */
  unmailed(): Promise<NoticeRow[]>
  /** So far the mails are on their way; adds to `due`. With `mailedAt` nobody is named any more. */
  progress(id: string, done: { cursor?: string; due: number; mailedAt?: Date }): Promise<void>
  count(id: string, outcome: Outcome, at: Date): Promise<void>
  /** false when it was not there. */
  remove(id: string): Promise<boolean>
  /** Those of versions that are gone, and those from before this time. */
  removeOver(before: Date): Promise<number>
}
