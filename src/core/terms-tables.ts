// The tables of published terms: every version of the texts with the settings they were made from, and who accepted which.

/** Texts by language and document; what is in them is the policy compiler's matter. */
export type PublishedTexts = Record<'en' | 'zh', Record<string, unknown>>

/** A difference between two versions; `kind` tells what of people's matters it touches. */
export interface TermsChange {
  /** e.g. `retention.imageDays`, or the name of a document whose words alone changed. */
  path: string
  kind: ChangeKind
  before: string
  after: string
}

export const changeKinds = ['retention', 'purposes', 'recipients', 'rights', 'controller', 'contacts', 'prices', 'labels', 'limits', 'running', 'wording'] as const
export type ChangeKind = (typeof changeKinds)[number]

export interface VersionRow {
  id: string
  /** Digest of the texts and settings, hex. */
  digest: string
  /** Name and digest of the charter, as objects carry it from their birth. */
  charter: string
  /** The settings themselves, as a charter file gives them. */
  settings: unknown
  texts: PublishedTexts
  changes: TermsChange[]
  /** Whether any change is of a kind that waits for its notice and must be accepted. */
  significant: boolean
  /** Days of notice that were due: 0 where nobody but the operator used this instance, or nothing of people's matters changed. */
  noticeDays: number
  announcedAt: Date
  effectiveAt: Date
  /** When the last notice of it was on its way. Without it no version takes effect. */
  noticedAt?: Date
}

export interface VersionTable {
  insert(row: VersionRow): Promise<void>
  get(id: string): Promise<VersionRow | undefined>
  /** All of them, the latest to take effect first; without texts and settings. */
  list(): Promise<Array<Omit<VersionRow, 'texts' | 'settings'>>>
  /** The last notice of it is on its way: it takes effect no sooner than its days of notice after that. */
  noticed(id: string, at: Date): Promise<void>
  /** Takes back what is announced and not in effect yet. Returns how many. */
  withdraw(now: Date): Promise<number>
  /** Removes versions that were replaced before this time. */
  removeReplaced(before: Date): Promise<number>
}

/** Appended only: who accepted or declined which texts, when and how. */
export interface AcceptanceRow {
  owner: string
  version: string
  /** Digest of the texts that were shown. */
  digest: string
  language: 'en' | 'zh'
  /** `first-order` = by ordering for the first time, with the terms linked beside the button; `asked` = by a button of its own; `declined` = they said no. */
  how: 'first-order' | 'asked' | 'declined'
  at: Date
}

export interface AcceptanceTable {
  insert(row: AcceptanceRow): Promise<void>
  /** Newest first. */
  listOf(owner: string): Promise<AcceptanceRow[]>
  removeOf(owner: string): Promise<number>
  /** Whether anybody ever said anything that still stands. */
  anybody(): Promise<boolean>
}

export interface TermsTables {
  versions: VersionTable
  acceptances: AcceptanceTable
}
