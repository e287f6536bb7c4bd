// The interfaces that the core needs from the world; every driver stands behind one of them.

import type { Charter } from '../charter/schema.ts'
import type { ErrorCode } from './errors.ts'
import type { Order, Warning } from './orders.ts'
import type { TrustRule } from './rules.ts'
import type { GenerationEvent, GenerationRow, GenerationState, ImageRow, LinkRow } from './rows.ts'
import type { LedgerAccount, Transfer } from './ledger.ts'

export type Bytes = Uint8Array

/** The only source of time. Tests move it. */
export interface Clock {
  now(): Date
}

/** The only source of chance. Tests seed it. */
export interface Random {
  bytes(count: number): Bytes
}

/**
 * A line of the log: codes and numbers only, so that no prompt, picture or person can get in.
 * Times are written to the minute by the driver.
 */
export interface LogEntry {
  level: 'info' | 'warning' | 'error'
  /** A fixed kebab-case word, e.g. `generation-finished`. */
  event: string
  code?: string
  engine?: string
  route?: string
  method?: string
  status?: number
  count?: number
  milliseconds?: number
  /** Twelve hex digits by chance, told to the caller of a request that broke, so that the line can be found. */
  reference?: string
}

export interface Log {
  write(entry: LogEntry): void
}

// ---------------------------------------------------------------- keys and sealing

/** X25519 halves, 32 bytes each. */
export interface KeyPair {
  publicKey: Bytes
  privateKey: Bytes
}

/**
 * The one envelope. An object is sealed to one or more locks (public keys); opening needs the private half of
 * every one of them, in the same order. Sealing needs no secret.
 */
export interface Sealing {
  createPair(): KeyPair
  /** The pair that follows from a secret of at least 16 bytes; `purpose` separates pairs of one secret. */
  pairFrom(secret: Bytes, purpose: string): KeyPair
  seal(objectId: string, locks: readonly Bytes[], plain: Bytes): Bytes
  /** @throws SealBroken when a key or the id is wrong, or a byte was changed. */
  open(objectId: string, keys: readonly Bytes[], sealed: Bytes): Bytes
  /** The key of one object's content, for handing on access to this object alone (links). */
  contentKey(objectId: string, keys: readonly Bytes[], sealed: Bytes): Bytes
  /** @throws SealBroken */
  openWithContentKey(objectId: string, contentKey: Bytes, sealed: Bytes): Bytes
  /** Keyed digest for things that must be compared but not read (idempotent bodies, tokens). */
  digest(purpose: string, content: Bytes | string): Bytes
}

/**
 * Names of keys in the vault: `owner/<id>`, `hour/2026-12-22T05` (the UTC hour in which a deadline falls),
 * `hour/never`, `queue/2026-11-22T05` (the UTC hour in which an order was accepted), `object/<generation>/words` and
 * `object/<generation>/<number>` (so that one thing can be forgotten for good), `server/<purpose>`.
 */
export type KeyName = `owner/${string}` | `hour/${string}` | `queue/${string}` | `object/${string}` | `server/${string}`

/** Where private keys live: outside the database, so that destroying one is final. */
export interface Vault {
  /** The public half; the pair is made on first use. @throws KeyDestroyed when it existed and was destroyed. */
  publicKey(name: KeyName): Promise<Bytes>
  /** The same for several at once, made in one write. */
  publicKeys(names: readonly KeyName[]): Promise<Bytes[]>
  /** The private half, or undefined when there is none (never made, or destroyed). */
  privateKey(name: KeyName): Promise<Bytes | undefined>
  /** Final. When this resolves the keys can't be read from this machine's disk through the vault any more. */
  destroy(names: readonly KeyName[]): Promise<void>
  names(prefix: string): Promise<KeyName[]>
}

// ---------------------------------------------------------------- storage

/** Sealed bytes under a key made of [a-z0-9_/-]. A write is whole and on disk when it resolves, or did not happen. */
export interface Files {
  write(key: string, sealed: Bytes): Promise<void>
  /** undefined when there is no such file. */
  read(key: string): Promise<Bytes | undefined>
  remove(key: string): Promise<void>
  /** Every key with this prefix, with the time of its last write, in no order. */
  list(prefix: string): AsyncIterable<{ key: string; writtenAt: Date; size: number }>
}

/** What a worker holds while it draws: the row as taken. A change of `fence` means that somebody else has it now. */
export type TakenGeneration = GenerationRow & { lease: { holder: string; until: Date } }

export interface GenerationTable {
  /** Inserts with a fair place: an owner's next order comes after the orders of others that wait already. */
  insert(row: Omit<GenerationRow, 'turn'>): Promise<void>
  get(id: string): Promise<GenerationRow | undefined>
  /** Newest first. `before` is the id of the last one of the page before. */
  listOf(owner: string, page: { before?: string; limit: number }): Promise<GenerationRow[]>
  /**
   * Takes the waiting (or abandoned: lease over) generation whose turn it is, adds one to fence and attempts and
   * moves it to `running`. One caller only gets each. undefined when there is nothing to do.
   */
  take(holder: string, now: Date, leaseUntil: Date): Promise<TakenGeneration | undefined>
  /** Heartbeat. false when the lease was lost; `cancelAsked` tells that the owner wants it stopped. */
  renew(id: string, fence: number, until: Date): Promise<{ held: boolean; cancelAsked: boolean }>
  /** Gives a taken one back to the line at its old turn (engine fault, orderly stop). false when fenced off. */
  giveBack(id: string, fence: number): Promise<boolean>
  /**
   * Ends it: writes state, outcome and error, drops order and lease. `fence` undefined ends a waiting one.
   * false, and nothing written, when it was fenced off or has ended already.
   */
  end(id: string, fence: number | undefined, last: EndOfGeneration): Promise<boolean>
  /** The owner wants it stopped; whoever holds it is told through `onGeneration`. */
  askCancel(id: string): Promise<void>
  /** How many generations are taken before this one (0 = next or running). */
  placeOf(id: string): Promise<number>
  /** Waiting or running ones, of one owner or of all. */
  countUnfinished(owner?: string): Promise<number>
  /** Names of queue keys that a waiting or running generation still needs. */
  queueKeysInUse(): Promise<KeyName[]>
  /** Ended ones with a deadline before `now`; and all of an owner's. */
  due(now: Date, limit: number): Promise<GenerationRow[]>
  remove(id: string): Promise<void>
  /** Milliseconds from taken to finished of the newest finished ones, per picture. */
  recentMilliseconds(limit: number): Promise<number[]>
}

export interface EndOfGeneration {
  state: Exclude<GenerationState, 'waiting' | 'running'>
  endedAt: Date
  engine?: string
  outcome?: Bytes
  error?: ErrorCode
  milliseconds?: number
}

export interface ImageTable {
  /** @throws when (generation, number) exists already. */
  insert(row: ImageRow): Promise<void>
  get(id: string): Promise<ImageRow | undefined>
  ofGeneration(generation: string): Promise<ImageRow[]>
  /** Marks as deleted: nobody is served from this moment on; the row stays until its bytes are gone. */
  markDeleted(id: string, at: Date): Promise<void>
  /** Deleted ones, and ones whose deadline is before `now`. */
  due(now: Date, limit: number): Promise<ImageRow[]>
  remove(id: string): Promise<void>
  exists(ids: readonly string[]): Promise<Set<string>>
  /** The image with the oldest deadline that still has a row, for probes. */
  oldestDeadline(): Promise<ImageRow | undefined>
}

export interface LinkTable {
  insert(row: LinkRow): Promise<void>
  /** By the digest of its token. */
  get(digest: Bytes): Promise<LinkRow | undefined>
  removeOf(image: string): Promise<void>
  removeDue(now: Date): Promise<number>
}

export interface LedgerTable {
  /** Writes a transfer whose entries add up to zero. @throws when they do not, or a customer's balance would fall below zero. */
  write(transfer: Transfer): Promise<void>
  transfersOf(generation: string): Promise<Transfer[]>
  balance(account: LedgerAccount): Promise<bigint>
}

/** A remembered answer: only a keyed digest of the body and the id of what was made. */
export interface IdempotencyRow {
  owner: string
  /** Keyed digest of the caller's key. */
  key: Bytes
  body: Bytes
  generation: string
  expiresAt: Date
}

export interface IdempotencyTable {
  /** Inserts, or returns the row that stands there already (expired rows do not count). */
  claim(row: IdempotencyRow, now: Date): Promise<IdempotencyRow | undefined>
  removeDue(now: Date): Promise<number>
}

export interface SessionRow {
  /** Digest of the secret that only the visitor's cookie holds. */
  id: string
  publicKey: Bytes
  createdAt: Date
  lastSeenAt: Date
  endedAt?: Date
}

export interface SessionTable {
  insert(row: SessionRow): Promise<void>
  get(id: string): Promise<SessionRow | undefined>
  touch(id: string, at: Date): Promise<void>
  end(id: string, at: Date): Promise<void>
}

export interface KeyRow {
  id: string
  /** SHA-256 of the whole key; the key itself is shown once and kept nowhere. */
  hash: Bytes
  owner: string
  scopes: string[]
  createdAt: Date
  revokedAt?: Date
}

export interface KeyTable {
  insert(row: KeyRow): Promise<void>
  byHash(hash: Bytes): Promise<KeyRow | undefined>
  revoke(id: string, at: Date): Promise<void>
}

/** The newest report of each sweep and probe: codes and numbers only. */
export interface ReportRow {
  rule: string
  kind: 'sweep' | 'probe'
  at: Date
  holds: boolean
  numbers: Record<string, number>
}

export interface ReportTable {
  write(row: ReportRow): Promise<void>
  newest(): Promise<ReportRow[]>
}

export interface Tables {
  generations: GenerationTable
  images: ImageTable
  links: LinkTable
  ledger: LedgerTable
  idempotency: IdempotencyTable
  sessions: SessionTable
  keys: KeyTable
  reports: ReportTable
}

export interface Store extends Tables {
  /** All of `work` or nothing of it. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /** Told of every generation that starts to wait, is asked to stop or ends, whichever process did it: id and state, nothing else. */
  onGeneration(hear: (id: string, state: GenerationState) => void): () => void
  close(): Promise<void>
}

// ---------------------------------------------------------------- engines and pixels

/** Three bytes a pixel, red green blue, rows from the top. */
export interface Pixels {
  width: number
  height: number
  rgb: Bytes
}

/** One byte a pixel: 255 = draw anew, 0 = keep. Same size as the reference. */
export interface Mask {
  width: number
  height: number
  alpha: Bytes
}

/** One line of the card that describes a model to people and programs; it drives forms, checks and docs. */
export interface ModelCard {
  /** The name clients use, e.g. `painter`. */
  id: string
  version: string
  title: { en: string; zh: string }
  licence: string
  sizes: { native: Array<[width: number, height: number]>; largest: number }
  steps: { usual: number; least: number; most: number } | null
  guidance: { usual: number; least: number; most: number } | null
  abilities: {
    seed: boolean
    negativePrompt: boolean
    previews: boolean
    reference: boolean
    mask: boolean
  }
  mostPictures: number
  styles: Array<{ id: string; title: { en: string; zh: string }; words: string }>
  /** Prompts that this model draws well; the studio offers them. */
  examples: Array<{ en: string; zh: string }>
}

export interface EngineFacts {
  models: ModelCard[]
  /** Where prompts go: `here` or the name and country of who receives them. */
  sendsDataTo: 'here' | { name: string; country: string; termsUrl: string; keepsFor: string }
  /** Micro-units of the charter's currency for one picture. */
  pricePerPicture: bigint
}

export type EngineEvent =
  | { kind: 'warming' }
  | { kind: 'step'; picture: number; step: number; steps: number; preview?: Pixels }

export interface Picture extends Pixels {
  seed: number
}

export interface ImageEngine {
  readonly id: string
  readonly facts: EngineFacts
  /** Draws. Rejects with EngineFault (try again or elsewhere), Refused (never elsewhere) or the signal's reason. */
  generate(
    order: Order,
    hear: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<{ pictures: Picture[]; warnings: Warning[]; used: { steps?: number; guidance?: number } }>
  health(): Promise<{ ready: boolean; detail?: string }>
  close(): Promise<void>
}

/** Which engine takes an order, and what happens when it fails. */
export interface Router {
  cards(): Array<{ engine: string; card: ModelCard; facts: EngineFacts }>
  /** By name or alias. */
  find(model: string): { engine: string; card: ModelCard; facts: EngineFacts } | undefined
  generate(
    order: Order,
    check: (facts: EngineFacts) => Promise<void>,
    hear: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<{
    engine: string
    card: ModelCard
    pictures: Picture[]
    warnings: Warning[]
    used: { steps?: number; guidance?: number }
  }>
}

export type ImageFormat = 'png' | 'jpeg' | 'webp'

/** Encoding only; what people send is decoded elsewhere, in a limited process. */
export interface PixelWork {
  encode(pixels: Pixels, format: ImageFormat, metadata: Metadata): Promise<Bytes>
  /** Same picture, no side longer than `longest`, WebP. */
  small(pixels: Pixels, longest: number, metadata?: Metadata): Promise<Bytes>
  decode(file: Bytes): Promise<Pixels>
}

/** What rules want written into a file beside its pixels. */
export interface Metadata {
  xmp?: string
  exif?: Record<string, Record<string, string>>
}

// ---------------------------------------------------------------- labels

/** The visible mark: its words, its corner, and the height of its capitals as a part of the shorter side. */
export interface MarkStyle {
  text: string
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'
  share: number
}

/** What a label says of a picture. Never what was asked for, and never who asked. */
export interface LabelText {
  /** Number of this picture: its image id. */
  number: string
  engine: string
  model: string
  version: string
  madeAt: Date
  /** Made from a picture that somebody gave. */
  edited: boolean
}

/** Equal sources get equal numbers, so that equal orders give equal pixels. */
export interface NumberSource {
  owner: string
  order: Order
  seed: number
}

/** Whether this instance made a picture, as far as its labels tell. */
export type LabelVerdict = 'made-here' | 'marked' | 'no-mark'

/** What one layer of labels says, as a code; docs/labels.md and the pages have the sentences. */
export interface LayerFinding {
  layer: 'signature' | 'metadata' | 'invisible'
  finding: 'ours' | 'ours-changed' | 'others' | 'others-changed' | 'none' | 'unreadable'
  /** Short facts in clear: who signed, which engine, when, how sure. */
  facts: Record<string, string | number | boolean>
}

export interface LabelReport {
  verdict: LabelVerdict
  width: number
  height: number
  format: ImageFormat
  layers: LayerFinding[]
}

/** The work on bytes behind the rules on labels. Holds the signing key, which never leaves the machine. */
export interface Labels {
  drawMark(pixels: Pixels, style: MarkStyle): Pixels
  /** Writes the provider's and the source's number into the pixels so that eyes do not see it. */
  embedNumber(pixels: Pixels, source: NumberSource): Pixels
  describe(text: LabelText): Metadata
  /** The file with a signed C2PA manifest; the file as it is where its format cannot hold one. */
  sign(file: Bytes, format: ImageFormat, text: LabelText): Promise<Bytes>
  /** Reads all layers in a process that is limited and ends afterwards. @throws Stated `field_invalid` for no picture */
  inspect(file: Bytes): Promise<LabelReport>
  /** For people who check: who signs here, and the certificate (PEM) that everything is signed under. */
  facts(): { provider: string; providerId: number; authority: string }
}

// ---------------------------------------------------------------- news

/** Tells waiting callers, event streams and pollers by one path. Pictures in it stay in memory. */
export interface Announcements {
  publish(event: GenerationEvent): void
  /** First the states so far and the newest preview, then what comes. Returns how to stop. */
  subscribe(generation: string, after: number, hear: (event: GenerationEvent) => void): () => void
}

/** Everything the core works with; made once in app.ts. */
export interface Parts {
  clock: Clock
  random: Random
  log: Log
  charter: Charter
  rules: readonly TrustRule[]
  store: Store
  files: Files
  vault: Vault
  sealing: Sealing
  router: Router
  pixels: PixelWork
  labels: Labels
  announcements: Announcements
}
