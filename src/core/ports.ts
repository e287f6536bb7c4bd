// The interfaces that the core needs from the world; every driver stands behind one of them.

import type { Charter } from '../charter/schema.ts'
import type { People } from './accounts.ts'
import type { CallLog } from './calls.ts'
import type { PixelWork, Router } from './engines.ts'
import type { Labels } from './labels.ts'
import type { Messages } from './messages.ts'
import type { DeniedParties } from './registration.ts'
import type { TrustRule } from './rules.ts'
import type { GenerationEvent, GenerationState } from './rows.ts'
import type { Regions } from './regions.ts'
import type { Statistics } from './statistics.ts'
import type { Tables } from './tables.ts'
import type { Relay } from './relays.ts'
import type { SendNews } from './webhooks.ts'

export type * from './account-tables.ts'
export type * from './client-tables.ts'
export type * from './consent-tables.ts'
export type * from './engines.ts'
export type * from './evidence-tables.ts'
export type * from './labels.ts'
export type * from './messages.ts'
export type * from './people.ts'
export type * from './tables.ts'
export type * from './uploads.ts'

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
  /** Id of a request, as its answer's header x-request-id names it. */
  request?: string
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
  /** The same, written over `sealed`, which nobody may use afterwards: for what was just read from a file. @throws SealBroken */
  openInPlace(objectId: string, keys: readonly Bytes[], sealed: Bytes): Bytes
  /** The key of one object's content, for handing on access to this object alone (links). */
  contentKey(objectId: string, keys: readonly Bytes[], sealed: Bytes): Bytes
  /** @throws SealBroken */
  openWithContentKey(objectId: string, contentKey: Bytes, sealed: Bytes): Bytes
  /** Plain SHA-256, for chains and proofs of work that others can check. */
  sha256(content: Bytes | string): Bytes
  /** Keyed digest for things that must be compared but not read (idempotent bodies, tokens). */
  digest(purpose: string, content: Bytes | string): Bytes
  /** HMAC-SHA256 under a secret that somebody else has too. */
  authenticate(secret: Bytes, content: Bytes | string): Bytes
  /** Signs (Ed25519) under the key that follows from a secret; public key and signature in base64url. */
  signer(secret: Bytes): { publicKey: string; sign(content: Bytes): string }
}

/**
 * Names of keys in the vault: `owner/<id>`, `hour/2026-12-22T05` (the UTC hour in which a deadline falls),
 * `hour/never`, `queue/2026-11-22T05` (the UTC hour in which an order was accepted), `object/<generation>/words` and
 * `object/<generation>/<number>` (so that one thing can be forgotten for good), `person/<id>` (contacts and what else is kept
 * of somebody who signs in), `account/<id>` (an account's name and what else is kept of it), `papers/<verification>`,
 * `visits/2026-11-22` (the day for which visitors are counted once), `network/2026-11-22` (the day for which networks of visitors are told apart), `hold/<hold>`, `hold/<hold>` (copies that a law asks for), `server/<purpose>`.
 */
export type KeyName = `owner/${string}` | `hold/${string}` | `hour/${string}` | `queue/${string}` | `object/${string}` | `person/${string}` | `account/${string}` | `papers/${string}` | `network/${string}` | `visits/${string}` | `server/${string}`

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
  /** The same for many at a time, at far less cost, and without holding up who reads beside it. */
  removeAll(keys: readonly string[]): Promise<void>
  /** Every key with this prefix, with the time of its last write, in no order. */
  list(prefix: string): AsyncIterable<{ key: string; writtenAt: Date; size: number }>
}

export interface Store extends Tables {
  /** All of `work` or nothing of it. */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /** Told of every generation that starts to wait, is asked to stop or ends, whichever process did it: id and state, nothing else. */
  onGeneration(hear: (id: string, state: GenerationState) => void): () => void
  close(): Promise<void>
}

// ---------------------------------------------------------------- news

/** Tells waiting callers, event streams and pollers by one path. Pictures in it stay in memory. */
export interface Announcements {
  publish(event: GenerationEvent): void
  /** First the states so far and the newest preview, then what comes. Returns how to stop. */
  subscribe(generation: string, after: number, hear: (event: GenerationEvent) => void): () => void
}

/** What probes look at beside the parts: the world as it stands now. */
export interface Witness {
  /** The newest lines of the log as they lie on the disk, at most so many. */
  logLines(most: number): Promise<string[]>
  /** The day of the oldest file of the log that lies there, as 2026-11-22; undefined when there is none. */
  oldestLogDay(): Promise<string | undefined>
  /** Which hosts this process wanted to reach since it began, and how often it was let. */
  connections(): ReadonlyArray<{ host: string; opened: number; refused: number }>
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
  /** Fetches a picture that a request names by its address. Absent = this process never does. @throws Stated `remote_refused`, `remote_failed`, `upload_too_large` */
  fetchPicture?: (address: string, asked: { field: string; mostBytes: number }) => Promise<Bytes>
  labels: Labels
  announcements: Announcements
  /** Sends news to webhooks; absent where nothing goes out, e.g. in a worker. */
  sendNews?: SendNews
  /** Servers of other kinds than pictures; absent where there are none. */
  relays?: readonly Relay[]
  messages: Messages
  /** Absent in processes that only draw. */
  statistics?: Statistics
  /** Absent where the charter keeps no calls. */
  calls?: CallLog
  /** Absent in processes that only draw. */
  people?: People
  /** Absent = the charter finds no regions, or nothing comes in here. */
  regions?: Regions
  /** Absent = the operator has no list. */
  deniedParties?: DeniedParties
}
