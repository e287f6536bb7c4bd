// What is being edited: the mask's steps, the tools, and what to ask for. Kept sealed on the server after each step.

import { createStore } from '../stores.ts'
import { readDraft, writeDraft } from './edit-calls.ts'
import { stepsFrom, type MaskStep } from './mask-steps.ts'

export const tools = ['brush', 'eraser', 'lasso', 'box', 'hand'] as const
export type Tool = (typeof tools)[number]
export const modes = ['paint', 'extend', 'vary', 'enlarge'] as const
export type Mode = (typeof modes)[number]

/** Of one picture. */
export interface Work {
  steps: MaskStep[]
  /** Taken back, to be done again. */
  undone: MaskStep[]
  words: string
  mode: Mode
  /** 0 to 1; by the way of editing. */
  strength: { paint: number; vary: number }
  pictures: number
  margins: { left: number; top: number; right: number; bottom: number }
}

/** Of all pictures. */
export interface Kit {
  tool: Tool
  brush: number
  eraser: number
  soft: number
  opacity: number
  /** The other colour, for blue pictures. */
  swapped: boolean
  hatch: boolean
  pressure: boolean
}

export const emptyWork: Work = { steps: [], undone: [], words: '', mode: 'paint', strength: { paint: 1, vary: 0.5 }, pictures: 1, margins: { left: 0, top: 0, right: 0, bottom: 0 } }
const usualKit: Kit = { tool: 'brush', brush: 64, eraser: 48, soft: 4, opacity: 0.45, swapped: false, hatch: false, pressure: true }

export const work = createStore<Work>(emptyWork)
export const kit = createStore<Kit>(usualKit)
const direct = (performance.getEntriesByType('navigation')[0]?.name ?? '').includes('/edit/')

/** How the editor was entered: what to do first, and where to go back to. */
export const start: { mode: Mode | undefined; from: string } = { mode: undefined, from: direct ? '/pictures' : '/' }

/** While a key or a button is held the mask is out of sight. */
export const hidden = createStore(false)

const kitDraft = 'editor'
let image: string | undefined
let kitIsRead = false
let timer: ReturnType<typeof setTimeout> | undefined
let touched = { work: false, kit: false }

/** Takes up the work on a picture where it was left. `carried` is taken where there is none. */
export async function openWork(id: string, carried?: Pick<Work, 'steps'>): Promise<void> {
  flush()
  image = id
  work.set(emptyWork)
  const [kept, tools] = await Promise.all([readDraft(id).catch(() => undefined), kitIsRead ? undefined : readDraft(kitDraft).catch(() => undefined)])
  kitIsRead = true
  if (tools) kit.set({ ...usualKit, ...onlyKnown(usualKit, tools), tool: 'brush' })
  if (image !== id) return
  const mine = kept === undefined ? { ...emptyWork, ...carried } : workFrom(kept)
  work.set(mine)
  if (kept === undefined && carried) touch('work')
}

export function changeWork(change: Partial<Work>): void {
  work.set((now) => ({ ...now, ...change }))
  touch('work')
}

export function changeKit(change: Partial<Kit>): void {
  kit.set((now) => ({ ...now, ...change }))
  if (!('tool' in change)) touch('kit')
}

export function addStep(step: MaskStep): void {
  const { steps } = work.get()
  changeWork({ steps: [...steps, step], undone: [] })
}

export function undo(): void {
  const { steps, undone } = work.get()
  const last = steps.at(-1)
  if (last) changeWork({ steps: steps.slice(0, -1), undone: [...undone, last] })
}

export function redo(): void {
  const { steps, undone } = work.get()
  const next = undone.at(-1)
  if (next) changeWork({ steps: [...steps, next], undone: undone.slice(0, -1) })
}

function touch(what: 'work' | 'kit'): void {
  touched = { ...touched, [what]: true }
  clearTimeout(timer)
  timer = setTimeout(flush, 400)
}

/** Writes what is not yet kept. What fails is tried again with the next step. */
export function flush(leaving = false): void {
  clearTimeout(timer)
  const now = touched
  touched = { work: false, kit: false }
  if (now.work && image) void writeDraft(image, work.get(), leaving).catch(() => (touched.work = true))
  if (now.kit) void writeDraft(kitDraft, kit.get(), leaving).catch(() => (touched.kit = true))
}

addEventListener('pagehide', () => flush(true))

function workFrom(kept: unknown): Work {
  const given = onlyKnown(emptyWork, kept)
  const { strength, margins } = given
  return {
    ...emptyWork,
    ...given,
    steps: stepsFrom(given.steps),
    undone: stepsFrom(given.undone),
    mode: modes.find((mode) => mode === given.mode) ?? 'paint',
    strength: { ...emptyWork.strength, ...onlyKnown(emptyWork.strength, strength) },
    margins: { ...emptyWork.margins, ...onlyKnown(emptyWork.margins, margins) },
  }
}

/** Values of the usual one's kinds; anything else is left out. */
function onlyKnown<T extends object>(usual: T, kept: unknown): Partial<T> {
  if (typeof kept !== 'object' || kept === null) return {}
  const values = kept as Record<string, unknown>
  const known = Object.entries(usual).filter(([name, value]) => typeof values[name] === typeof value)
  return Object.fromEntries(known.map(([name]) => [name, values[name]])) as Partial<T>
}
