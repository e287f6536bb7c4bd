// What is kept for the files, batches and webhooks of an account: rows, and what the store can be asked about them.

import type { Bytes, KeyName } from './ports.ts'

/** A file that somebody sent, or one that is written anew from a batch's lines whenever it is read. */
export interface KeptFileRow {
  id: string
  owner: string
  purpose: string
  /** Bytes as they came; of a batch's file an estimate. */
  size: number
  createdAt: Date
  /** When nobody can read it any more; undefined = when its owner deletes it. */
  deadline?: Date
  deletedAt?: Date
  /** Keys beside the owner's own under which its name and its bytes are sealed. */
  hour: KeyName
  object: KeyName
  /** Its name, sealed. */
  facts: Bytes
  /** The batch whose answered or failed lines it holds. */
  batch?: string
  part?: 'output' | 'errors'
}

export const batchStates = ['validating', 'failed', 'in_progress', 'finalizing', 'completed', 'expired', 'cancelling', 'cancelled'] as const
export type BatchState = (typeof batchStates)[number]
export const batchEnds: readonly BatchState[] = ['failed', 'completed', 'expired', 'cancelled']

export interface BatchRow {
  id: string
  owner: string
  endpoint: string
  state: BatchState
  inputFile: string
  outputFile?: string
  errorFile?: string
  total: number
  completed: number
  failed: number
  createdAt: Date
  startedAt?: Date
  endedAt?: Date
  /** Lines that are not drawn by then are not drawn. */
  endsAt: Date
  /** When the record and its answers go. */
  deadline?: Date
  /** The API key it was sent with: its lines are drawn within that key's limits, and no longer than it lives. */
  key?: string
  /** Whether the input file goes with the end. */
  removesInput: boolean
  hour: KeyName
  object: KeyName
  /** What its owner wrote on it, and why it failed, sealed. */
  facts: Bytes
  /** Some server works on it until then. */
  heldUntil?: Date
}

/** The answer to one line: only what is needed to build it again, sealed. */
export interface BatchLineRow {
  batch: string
  number: number
  failed: boolean
  answer: Bytes
}

export interface WebhookRow {
  id: string
  owner: string
  events: string[]
  createdAt: Date
  object: KeyName
  /** Its address and its signing secret, sealed to its own key, which lives in the vault until it is deleted. */
  facts: Bytes
}

/** One piece of news to one webhook: ids and states only. */
export interface DeliveryRow {
  id: string
  webhook: string
  owner: string
  /** e.g. `generation.finished`. */
  event: string
  /** Id of the generation or the batch. */
  subject: string
  state: 'waiting' | 'delivered' | 'given-up'
  createdAt: Date
  attempts: number
  /** When it is tried again. */
  nextAt?: Date
  triedAt?: Date
  /** HTTP status of the newest try; absent = no answer. */
  status?: number
}

export interface Page {
  /** Id of the last one of the page before. */
  after?: string
  limit: number
  oldestFirst?: boolean
}

export interface KeptFileTable {
  insert(row: KeptFileRow): Promise<void>
  /** Deleted ones are not there. */
  get(id: string): Promise<KeptFileRow | undefined>
  listOf(owner: string, page: Page & { purpose?: string }): Promise<KeptFileRow[]>
  countOf(owner: string): Promise<{ files: number; bytes: number; next?: Date }>
  markDeleted(id: string, at: Date): Promise<void>
  markDeletedOf(owner: string, upTo: Date): Promise<number>
  /** An owner's, deleted ones too: what may still have keys and bytes. */
  allOf(owner: string, upTo: Date): Promise<KeptFileRow[]>
  /** Deleted ones, and ones whose deadline is before `now`. */
  due(now: Date, limit: number): Promise<KeptFileRow[]>
  remove(id: string): Promise<void>
}

export interface BatchTable {
  insert(row: BatchRow): Promise<void>
  get(id: string): Promise<BatchRow | undefined>
  listOf(owner: string, page: Page): Promise<BatchRow[]>
  /** Takes an unfinished one that nobody holds, oldest first. One caller only gets each. */
  take(now: Date, until: Date): Promise<BatchRow | undefined>
  /** Writes counts and keeps the hold; what was `validating` is `in_progress` once it counts. Tells the state as it is now; undefined when it is gone. */
  note(id: string, counts: Pick<BatchRow, 'total' | 'completed' | 'failed'>, at: Date, until: Date): Promise<BatchState | undefined>
  /** Lets go of it without an end. */
  letGo(id: string): Promise<void>
  /** Ends it: state, times, counts, files, facts. false when it is gone or has ended. */
  end(row: BatchRow): Promise<boolean>
  /** Moves an unfinished one to `cancelling`. false when it has ended or is not theirs. */
  askCancel(id: string, owner: string): Promise<boolean>
  countOf(owner: string): Promise<{ batches: number; next?: Date }>
  allOf(owner: string, upTo: Date): Promise<BatchRow[]>
  removeOf(owner: string, upTo: Date): Promise<number>
  /** Ended ones whose deadline is before `now`. */
  due(now: Date, limit: number): Promise<BatchRow[]>
  remove(id: string): Promise<void>
  /** Once for each number. */
  addLine(row: BatchLineRow): Promise<void>
  linesOf(batch: string, from: number, limit: number): Promise<BatchLineRow[]>
}

export interface WebhookTable {
  insert(row: WebhookRow): Promise<void>
  get(id: string): Promise<WebhookRow | undefined>
  listOf(owner: string): Promise<WebhookRow[]>
  /** With its deliveries. false when it is not theirs. */
  remove(id: string, owner: string): Promise<boolean>
  removeOf(owner: string): Promise<number>
  announce(rows: readonly DeliveryRow[]): Promise<void>
  /** Takes waiting ones whose time has come; they come again after `until` unless they are written before. */
  takeDue(now: Date, until: Date, limit: number): Promise<DeliveryRow[]>
  write(row: DeliveryRow): Promise<void>
  /** Newest first. */
  deliveriesOf(webhook: string, limit: number): Promise<DeliveryRow[]>
  removeDeliveries(before: Date): Promise<number>
}

export interface ClientTables {
  keptFiles: KeptFileTable
  batches: BatchTable
  webhooks: WebhookTable
}
