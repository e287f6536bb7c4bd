// The tables of figures without people, and of the hosts that this program really contacted.

import type { Bytes } from './ports.ts'

/** `page` = a page of the studio was opened; `generation` = pictures were ordered; `error` = a request was answered with one. */
export const figures = ['page', 'generation', 'error'] as const
export type Figure = (typeof figures)[number]

/** The coarse facts by which a figure is told apart. */
export const facts = ['route', 'language', 'device'] as const
export type Fact = (typeof facts)[number]

/** A day is written as 2026-11-22, UTC. */
export type Cell = Record<Fact, string> & { day: string; figure: Figure }

/** How often, and by how many different visitors of that day; over all, or for one value of one fact. */
export interface FigureRow {
  day: string
  figure: Figure
  fact: 'all' | Fact
  /** Empty over all. */
  value: string
  amount: number
  visitors: number
}

declare const anonymous: unique symbol

/** A figure that every rule has let leave; only `leave` in aggregates.ts makes one. */
export type AnonymousFigure = FigureRow & { readonly [anonymous]: true }

/** The counts of days that are not over, with marks that tell visitors of one day apart. */
export interface VisitTable {
  /** Adds up; a mark that is there already stays once. */
  add(counts: ReadonlyArray<Cell & { amount: number }>, marks: ReadonlyArray<Cell & { visitor: Bytes }>): Promise<void>
  figuresOf(day: string): Promise<FigureRow[]>
  /** Days of which anything is there, oldest first. */
  days(): Promise<string[]>
  removeDay(day: string): Promise<void>
}

export interface KeptFigureTable {
  /** In place of those that stand there for the same. */
  write(rows: readonly AnonymousFigure[]): Promise<void>
  /** From that day on, oldest first. */
  since(day: string): Promise<FigureRow[]>
}

/** Which of this program's processes opened connections. */
export type ContactProcess = 'server' | 'worker'

export interface ContactRow {
  day: string
  process: ContactProcess
  /** As the charter names it, or the host itself; `given` where somebody else gave the address. */
  host: string
  purpose: string
  opened: number
  refused: number
  /** Of the opened ones: those to a host that the charter of that moment did not name. 0, or something is wrong. */
  beyond: number
}

export interface ContactTable {
  /** Adds up. */
  add(rows: readonly ContactRow[]): Promise<void>
  /** From that day on, newest first. */
  since(day: string): Promise<ContactRow[]>
  /** Those of days before. Returns how many. */
  removeBefore(day: string): Promise<number>
}

export interface EvidenceTables {
  visits: VisitTable
  keptFigures: KeptFigureTable
  contacts: ContactTable
}
