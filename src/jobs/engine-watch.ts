// Writes down how the engines of a worker are doing, does what an operator wants of them, and has each draw one fixed picture a day to show drift.

import type { Order } from '../core/orders.ts'
import { purposeOf } from '../core/places.ts'
import type { Canary, EngineFacts, ModelCard, Parts } from '../core/ports.ts'
import { askAll } from '../core/rules.ts'
import { timingsOf } from '../core/timings.ts'
import { difference, fingerprint } from '../engines/fingerprint.ts'

/** Milliseconds between two looks. */
const usualPause = 15_000
/** Milliseconds between two looks at what an operator wants. */
const obeyEvery = 2_000
const day = 86_400_000
/** Standings older than this are of workers that are gone; a canary's is kept as long, to be compared with. */
const kept = 3 * day

type Offer = { engine: string; card: ModelCard; facts: EngineFacts }

export interface EngineWatch {
  /** Looks now. */
  look(): Promise<void>
  /** Takes up what an operator wants now. Called once before the first order, so that a paused engine draws none. */
  obey(): Promise<void>
  stop(): void
}

export function startEngineWatch(parts: Parts, holder: string, pause = usualPause): EngineWatch {
  const canaries = new Map<string, Canary>()
  const stopping = new AbortController()
  let remembered = false
  const obeyed = new Map<string, { tryAt?: number; canaryAt?: number }>()
  let first = true

  /** What earlier workers drew counts too. */
  async function remember(): Promise<void> {
    if (remembered) return
    const since = new Date(parts.clock.now().getTime() - kept)
    for (const { engine, canary } of await parts.store.engineStandings.newest(since)) {
      const known = canaries.get(engine)
      if (canary && (!known || canary.at > known.at)) canaries.set(engine, canary)
    }
    for (const engine of new Set(parts.router.cards().map((card) => card.engine))) parts.router.learn(engine, await parts.store.engineTimings.newest(engine))
    remembered = true
  }

  async function obey(): Promise<void> {
    await remember()
    const wished = await parts.store.engineControls.list()
    for (const { engine, pausedAt, tryAt, canaryAt } of wished) {
      const before = obeyed.get(engine)
      const isNew = (asked: Date | undefined, seen: number | undefined): boolean => !first && asked !== undefined && asked.getTime() !== seen
      obeyed.set(engine, { tryAt: tryAt?.getTime(), canaryAt: canaryAt?.getTime() })
      const paused = pausedAt !== undefined
      parts.router.steer(engine, { paused, tryAgain: isNew(tryAt, before?.tryAt) })
      const offer = parts.router.cards().find((one) => one.engine === engine)
      if (offer && !paused && isNew(canaryAt, before?.canaryAt)) await draw(offer)
    }
    first = false
  }

  async function look(): Promise<void> {
    await remember()
    for (const { engine, ready, drawing, waiting } of await parts.router.standings()) {
      const offer = parts.router.cards().find((one) => one.engine === engine)
      const idle = ready && drawing === 0 && waiting === 0
      if (offer && idle && isDue(offer)) await draw(offer)
    }
    for (const standing of await parts.router.standings()) {
      await parts.store.engineStandings.write(holder, { ...standing, canary: canaries.get(standing.engine) })
    }
    await parts.store.engineStandings.removeBefore(new Date(parts.clock.now().getTime() - kept))
  }

  function isDue({ engine, card, facts }: Offer): boolean {
    const { canary } = parts.charter.routing
    if (canary === 'none' || (canary === 'free' && (facts.pricePerPicture > 0n || facts.sendsDataTo !== 'here'))) return false
    const last = canaries.get(engine)
    return !last || last.version !== card.version || parts.clock.now().getTime() - Date.parse(last.at) >= day
  }

  async function draw({ engine, card, facts }: Offer): Promise<void> {
    const startedAt = performance.now()
    const order = canaryOrder(card, facts)
    try {
      const check = (at: EngineFacts) => askAll(parts.rules, (rule) => rule.checkEngine?.(order, at, parts.charter))
      const { pictures } = await parts.router.generate(order, check, () => undefined, stopping.signal, { lane: 'canary', only: engine })
      const print = pictures[0] ? fingerprint(pictures[0]) : ''
      await parts.store.engineTimings.add(timingsOf(pictures, order, 0))
      const last = canaries.get(engine)
      const changed = last && last.version === card.version ? difference(last.print, print) : undefined
      canaries.set(engine, { at: parts.clock.now().toISOString(), version: card.version, print, milliseconds: Math.round(performance.now() - startedAt), changed })
    } catch {
      parts.log.write({ level: 'warning', event: 'canary-failed', engine })
    }
  }

  const timer = setInterval(() => void look().catch(() => parts.log.write({ level: 'warning', event: 'standings-unsaved' })), pause)
  const obeyTimer = setInterval(() => void obey().catch(() => parts.log.write({ level: 'warning', event: 'controls-unread' })), obeyEvery)
  timer.unref()
  obeyTimer.unref()
  return {
    look,
    obey,
    stop() {
      stopping.abort(new Error('The watch is over.'))
      clearInterval(timer)
      clearInterval(obeyTimer)
    },
  }
}

/** Nobody's words; so the operator, who switched the engine on, is who agrees to its place. */
function canaryOrder(card: ModelCard, { sendsDataTo }: EngineFacts): Order {
  const [width, height] = card.sizes.native[0] ?? [512, 512]
  return {
    model: card.id,
    prompt: 'a red apple on a white table',
    negativePrompt: '',
    width,
    height,
    seeds: [7],
    steps: card.steps?.usual,
    guidance: card.guidance?.usual,
    format: 'png',
    agreedPlaces: sendsDataTo === 'here' ? undefined : [purposeOf(sendsDataTo)],
  }
}
