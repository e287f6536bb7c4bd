// The only way of content into a set for training: of people who switched it on themselves, and of nobody else.

import { readAnswer } from './ages.ts'
import { need, type Caller } from './callers.ts'
import { allows } from './choices.ts'
import { callerFor } from './holds.ts'
import { openGeneration, readImage } from './images.ts'
import type { Bytes, ImageFormat, Parts } from './ports.ts'
import type { GenerationRow, Tier } from './rows.ts'
import type { TrustRule } from './rules.ts'

/** What the rules are asked about; nothing of what was written or drawn. */
export interface TrainingFacts {
  /** Who made it; absent = nobody knows. */
  tier: Tier | undefined
  /** Whether its maker had switched it on when it was made. */
  agreedThen: boolean
  /** Whether it is switched on still. */
  agreedNow: boolean
  /** A copy lies here because a law demands it. */
  held: boolean
  published: boolean
  /** Its maker is, or may be, under age. */
  minor: boolean
}

declare const consented: unique symbol

/** What every rule has let into a set; only `checkConsent` makes one. */
export type Consented<Content> = Content & { readonly [consented]: true }

export interface TrainingExample {
  id: string
  prompt: string
  negativePrompt?: string
  model: string
  pictures: Array<{ number: number; format: ImageFormat; bytes: Bytes }>
}

/** What is written beside a new order: whether its maker lets it be used beyond the service. */
export async function usesOf(parts: Parts, caller: Caller): Promise<Pick<GenerationRow, 'tier' | 'uses'>> {
  const tier = tierOf(caller)
  const agreed = tier === 'person' && (await allows(parts, caller, 'training')) && !(await isMinor(parts, caller))
  return agreed ? { tier, uses: 'training' } : { tier }
}

function tierOf({ kind }: Caller): Tier {
  return kind === 'session' ? 'visitor' : kind
}

async function isMinor(parts: Parts, caller: Caller): Promise<boolean> {
  const answer = await readAnswer(parts, caller)
  return answer === undefined ? parts.charter.age.ask : answer.band !== 'adult'
}

export function mayTrain(rules: readonly TrustRule[], facts: TrainingFacts): boolean {
  return rules.every((rule) => {
    try {
      return rule.mayTrain?.(facts) ?? true
    } catch {
      return false
    }
  })
}

/** undefined = a rule says no. */
export async function checkConsent(parts: Parts, row: GenerationRow): Promise<Consented<GenerationRow> | undefined> {
  return mayTrain(parts.rules, await factsOf(parts, row)) ? (row as Consented<GenerationRow>) : undefined
}

async function factsOf(parts: Parts, row: GenerationRow): Promise<TrainingFacts> {
  const { store, clock } = parts
  const now = clock.now()
  const [holds, published] = await Promise.all([store.holds.living(now, row.owner), store.publications.living({ owner: row.owner })])
  const things = (await Promise.all(holds.map(({ id }) => store.holds.thingsOf(id)))).flat().map(({ name }) => name)
  const images = (await store.images.ofGeneration(row.id)).map(({ id }) => id)
  const maker = await callerFor(parts, row.owner, row)
  return {
    tier: row.tier,
    agreedThen: row.uses === 'training',
    agreedNow: await allows(parts, maker, 'training'),
    held: things.some((name) => name === row.id || images.includes(name)),
    published: published.some(({ image }) => images.includes(image)),
    minor: await isMinor(parts, maker),
  }
}

/** Takes only what was consented to. undefined where it can't be read any more, or was made from a picture that somebody sent. */
export async function readExample(parts: Parts, row: Consented<GenerationRow>): Promise<TrainingExample | undefined> {
  const maker = await callerFor(parts, row.owner, row)
  const view = await openGeneration(parts, maker, row)
  if (!view || view.words.reference || view.words.imported) return undefined
  const pictures: TrainingExample['pictures'] = []
  for (const { id, number, format } of view.images) pictures.push({ number, format, bytes: (await readImage(parts, maker, id)).bytes })
  const { prompt, negativePrompt } = view.words
  return pictures.length === 0 ? undefined : { id: row.id, prompt, negativePrompt, model: view.outcome?.model ?? 'unknown', pictures }
}

export interface TrainingCount {
  looked: number
  taken: number
  /** By who made what was refused; `unreadable` = agreed to, but gone or made from a picture that was sent. */
  refused: Partial<Record<Tier | 'unknown' | 'unreadable', number>>
}

const page = 100

/** One example at a time; at the end `count` tells what was refused. Whoever may operate this instance. */
export async function* exportTraining(parts: Parts, caller: Caller, count: TrainingCount): AsyncGenerator<TrainingExample> {
  need(caller, 'operate')
  parts.log.write({ level: 'warning', event: 'training-exported' })
  let after: string | undefined
  for (;;) {
    const rows = await parts.store.generations.finishedAfter(after, page)
    for (const row of rows) {
      after = row.id
      count.looked++
      const allowed = await checkConsent(parts, row)
      const example = allowed && (await readExample(parts, allowed))
      const why = allowed ? 'unreadable' : (row.tier ?? 'unknown')
      if (example) count.taken++
      else count.refused[why] = (count.refused[why] ?? 0) + 1
      if (example) yield example
    }
    if (rows.length < page) return
  }
}
