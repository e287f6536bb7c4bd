// What a promise to the public may do: the hooks of a rule, and how the core asks all of them.

import type { OpeningRow, VerificationRow } from './account-tables.ts'
import type { Charter } from '../charter/schema.ts'
import type { Band } from './ages.ts'
import type { Caller } from './callers.ts'
import type { ConsentRow } from './consent-tables.ts'
import { Refused, Stated } from './errors.ts'
import type { Region } from './regions.ts'
import type { CopyPart } from './copies.ts'
import type { FigureRow } from './evidence-tables.ts'
import type { Forgetting, Forgotten } from './forgetting.ts'
import type { GenerationRequest, Order } from './orders.ts'
import type { Bytes, EngineFacts, ImageFormat, LogEntry, Metadata, Parts, Pixels, Witness } from './ports.ts'
import type { ImageRow } from './rows.ts'
import type { TrainingFacts } from './training.ts'
import type { TermsChange } from './terms-tables.ts'

/** A connection that the program wants to open. */
export interface Destination {
  host: string
  port: number
  purpose: string
}

/** Codes and numbers only. */
export interface SweepReport {
  removed: number
  left: number
}

export interface Evidence {
  holds: boolean
  numbers: Record<string, number>
}

/** A reader of an image: its caller, whoever holds a link, or anybody in the gallery. */
export type Reader = { kind: 'caller'; caller: Caller } | { kind: 'gallery'; deadline: Date; withdrawnAt?: Date } | { kind: 'link'; expiresAt: Date; revokedAt?: Date }

export type Judged = { kind: 'text'; text: string } | { kind: 'picture'; pixels: Pixels }

export interface Judgement {
  flagged: boolean
  /** Scores from 0 to 1 by category; those above the charter's threshold stand in `blocked` too. */
  scores: Record<string, number>
  blocked: readonly string[]
}

/** Something new that somebody wants to do here; reading, taking away, erasing and leaving are never one. */
export interface Act {
  /** `optional` = something that only a consent of theirs makes possible; `sign-up` = nobody is there yet. */
  kind: 'make' | 'publish' | 'share' | 'keys' | 'optional' | 'sign-up'
  caller?: Caller
  /** What was answered about age before signing up. */
  band?: Band
  /** For signing up; a caller brings their own. */
  region?: Region
}

/** One promise to the public. Every hook is optional; a hook that throws refuses. */
export interface TrustRule {
  /** File name of the .md, .ts and .test.ts. */
  id: string
  /** The sentences of <id>.md in English, word for word, placeholders unfilled. */
  statements: readonly string[]
  /** Whether the charter makes this promise at all; its sentences are published only then. Usual: yes. */
  appliesTo?(charter: Charter): boolean
  /** When changed terms may take effect at the earliest; `charter` is the one in force. Usual: at once. */
  takesEffect?(changes: readonly TermsChange[], charter: Charter, now: Date): Date
  /** Asked before anything new is done, where the request comes in and again where it is kept. Throws = refuses. */
  checkAct?(act: Act, parts: Parts): Promise<void>
  /** Whether it tells people of a change first: its days of notice begin when it has called `versions.noticed`. */
  givesNotice?(charter: Charter): boolean
  /** Asked before anything of an owner's is worked with: whatever makes, changes or shares, not reading, copying or erasing. Throws = refuses. */
  mayProcess?(owner: string, parts: Parts): Promise<void>
  /** Until when somebody who answers from there is not asked for their age again. */
  ageShutUntil?(parts: Parts, digests: readonly Bytes[], now: Date): Promise<Date | undefined>
  /** Most days that what this caller makes may live, where that is less than the charter gives everybody. */
  mostDays?(caller: Caller, parts: Parts): Promise<number | undefined>
  /** Whether anything optional may be done for this caller at all, whatever they chose. Every rule must agree. */
  mayDoOptional?(caller: Caller, parts: Parts): Promise<boolean>
  /** Whether the newest that somebody said about a device lets it be used, where the text with this digest is shown. Every rule must agree. */
  mayUseDevice?(newest: ConsentRow | undefined, digest: string): boolean
  checkRequest?(request: GenerationRequest, caller: Caller, charter: Charter, parts: Parts): Promise<void>
  /** Asked of every picture that somebody brings in or publishes, before it is kept. Throws = refuses. */
  checkPicture?(picture: Pixels, use: 'import' | 'gallery', caller: Caller, parts: Parts): Promise<void>
  /** Says what it takes words or a picture for; what POST /v1/moderations tells. Absent = this rule judges no content. */
  judge?(content: Judged, charter: Charter): Promise<Judgement>
  /** Asked at every pick and retry. */
  checkEngine?(order: Order, facts: EngineFacts, charter: Charter): Promise<void>
  finish?: {
    pixels?(pixels: Pixels, facts: FinishFacts, parts: Parts): Promise<Pixels>
    metadata?(metadata: Metadata, facts: FinishFacts, parts: Parts): Promise<Metadata>
    sign?(file: Bytes, facts: FinishFacts, parts: Parts): Promise<Bytes>
    /** What is written beside a picture that was made elsewhere. */
    imported?(metadata: Metadata, facts: ImportFacts, parts: Parts): Promise<Metadata>
  }
  /** Asked on EVERY read. */
  mayServe?(image: ImageRow, reader: Reader, now: Date): boolean
  mayConnect?(destination: Destination, charter: Charter): boolean
  /** What of an entry may reach the log. */
  cleanLog?(entry: LogEntry): LogEntry
  /** Takes its part away when all that somebody made is forgotten; asked in the order of the rules. */
  forget?(parts: Parts, forgetting: Forgetting): Promise<Partial<Forgotten> | undefined>
  /** Takes away what opened a picture by a share link that its owner took back. */
  takeBack?(parts: Parts, link: string): Promise<void>
  /** Its part of a portable copy of everything of a caller, from after the generation `before`. */
  copy?(parts: Parts, caller: Caller, before?: string): AsyncIterable<CopyPart>
  /** Whether an operator may look at personal data of an account, by their own openings of it. Every rule must agree. */
  mayLook?(openings: readonly OpeningRow[], now: Date): boolean
  /** Whether a visit may be counted; `objects` = its maker said no, or their browser did. Every rule must agree. */
  mayCount?(objects: boolean): boolean
  /** Which figures about use may stay beyond their day, and be shown. */
  keepFigures?(figures: readonly FigureRow[], charter: Charter): FigureRow[]
  /** Whether this content may be used to train models. Every rule must agree. */
  mayTrain?(content: TrainingFacts): boolean
  /** Told of every verdict on a verification. */
  verdict?(parts: Parts, verification: VerificationRow): Promise<void>
  sweep?(parts: Parts, now: Date): Promise<SweepReport>
  /** Looks at the world itself, not at a job's report. */
  probe?(parts: Parts, now: Date, witness: Witness): Promise<Evidence>
}

/** What the rules know of an output that they finish. Previews are outputs too, but their pixels only. */
export interface FinishFacts {
  kind: 'image' | 'preview'
  generation: string
  owner: string
  /** 0-based place within its generation. */
  number: number
  /** The thumbnail of a picture. */
  small?: boolean
  /** Id of the image; a preview has none yet. */
  image?: string
  format: ImageFormat
  engine: string
  model: string
  version: string
  /** Made from a picture that somebody gave. */
  edited: boolean
  /** What was ordered; for numbers that equal orders share. Nothing of it belongs into a label. */
  order: Order
  seed: number
  madeAt: Date
}

/** What is known of a picture that was brought in; of its making only what its copy says. */
export interface ImportFacts {
  /** Id of the image. */
  image: string
  importedAt: Date
  model: string
  version: string
  madeAt?: Date
}

/** Asks every rule; one that throws anything but a stated error refuses as "could not be checked". */
export async function askAll(rules: readonly TrustRule[], ask: (rule: TrustRule) => Promise<void> | undefined): Promise<void> {
  for (const rule of rules) {
    try {
      await ask(rule)
    } catch (error) {
      throw refusalOf(rule, error)
    }
  }
}

/** Whether all rules let this be served. A rule that throws says no. */
export function allServe(rules: readonly TrustRule[], image: ImageRow, reader: Reader, now: Date): boolean {
  return rules.every((rule) => {
    try {
      return rule.mayServe?.(image, reader, now) ?? true
    } catch {
      return false
    }
  })
}

/** The shortest life that a rule gives what this caller makes. */
export async function mostDaysOf(parts: Parts, caller: Caller): Promise<number | undefined> {
  const days = await Promise.all(parts.rules.map((rule) => rule.mostDays?.(caller, parts)))
  return days.reduce((least, one) => (one !== undefined && (least === undefined || one < least) ? one : least), undefined)
}

/** Whether all rules let optional things be done for this caller. A rule that throws says no. */
export async function allDoOptional(parts: Parts, caller: Caller): Promise<boolean> {
  const said = await Promise.all(parts.rules.map((rule) => rule.mayDoOptional?.(caller, parts).catch(() => false)))
  return said.every((one) => one !== false)
}

/** Whether all rules let this connection be opened. A rule that throws says no. */
export function allConnect(rules: readonly TrustRule[], destination: Destination, charter: Charter): boolean {
  return rules.every((rule) => {
    try {
      return rule.mayConnect?.(destination, charter) ?? true
    } catch {
      return false
    }
  })
}

/** Runs a value through one hook of all rules. */
export async function throughAll<T>(rules: readonly TrustRule[], first: T, apply: (rule: TrustRule, value: T) => Promise<T> | undefined): Promise<T> {
  let value = first
  for (const rule of rules) {
    try {
      value = (await apply(rule, value)) ?? value
    } catch (error) {
      throw refusalOf(rule, error)
    }
  }
  return value
}

function refusalOf(rule: TrustRule, error: unknown): Stated {
  return error instanceof Stated ? error : new Refused(rule.id, 'rule_failed')
}
