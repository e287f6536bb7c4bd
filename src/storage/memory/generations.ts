// Generations in memory: the fair line, leases and fences.

import type { EndOfGeneration, GenerationTable } from '../../core/ports.ts'
import type { GenerationRow, GenerationState } from '../../core/rows.ts'
import { figuresOf } from './figures.ts'
import { hexOf, type State } from './layers.ts'

export function generationTable({ generations }: State, tell: (id: string, became: GenerationState) => void): GenerationTable {
  const held = (id: string, fence: number): GenerationRow | undefined => {
    const row = generations.get(id)
    return row?.state === 'running' && row.fence === fence ? row : undefined
  }
  const unfinished = (): GenerationRow[] => generations.all().filter((row) => row.state === 'waiting' || row.state === 'running')

  return {
    async insert(row) {
      if (generations.get(row.id)) throw new Error('there is a generation with this id already')
      generations.set(row.id, { ...row, turn: fairTurn(generations.all(), row.share ?? row.owner) })
      tell(row.id, row.state)
    },
    get: async (id) => generations.get(id),
    async listOf(owner, { before, limit }) {
      const newestFirst = generations.all().filter((row) => row.owner === owner).sort((a, b) => byBirth(b, a))
      const last = before === undefined ? undefined : newestFirst.find((row) => row.id === before)
      if (before !== undefined && !last) return []
      return newestFirst.filter((row) => !last || byBirth(row, last) < 0).slice(0, limit)
    },
    listOfRoot: async (owner, root, limit) => generations.all().filter((row) => row.owner === owner && row.root === root).sort(byBirth).slice(0, limit),
    async finishedAfter(after, limit) {
      const last = after === undefined ? undefined : generations.get(after)
      if (after !== undefined && !last) return []
      return generations.all().filter((row) => row.state === 'finished' && (!last || byBirth(row, last) > 0)).sort(byBirth).slice(0, limit)
    },
    async take(holder, now, leaseUntil, notOf = []) {
      const free = unfinished().filter((row) => !notOf.includes(row.owner) && (row.state === 'waiting' || !row.lease || row.lease.until <= now))
      const next = free.sort(byTurn)[0]
      if (!next) return undefined
      const lease = { holder, until: leaseUntil }
      const taken = { ...next, state: 'running' as const, lease, fence: next.fence + 1, attempts: next.attempts + 1, startedAt: now }
      generations.set(next.id, taken)
      return taken
    },
    async renew(id, fence, until) {
      const row = held(id, fence)
      if (!row?.lease) return { held: false, cancelAsked: false }
      generations.set(id, { ...row, lease: { ...row.lease, until } })
      return { held: true, cancelAsked: row.cancelAsked }
    },
    async giveBack(id, fence) {
      const row = held(id, fence)
      if (!row) return false
      generations.set(id, { ...row, state: 'waiting', lease: undefined })
      tell(id, 'waiting')
      return true
    },
    async end(id, fence, last) {
      const row = fence === undefined ? generations.get(id) : held(id, fence)
      if (!row || (fence === undefined && row.state !== 'waiting')) return false
      generations.set(id, ended(row, last))
      tell(id, last.state)
      return true
    },
    async askCancel(id) {
      const row = generations.get(id)
      if (row?.state !== 'waiting' && row?.state !== 'running') return
      generations.set(id, { ...row, cancelAsked: true })
      tell(id, row.state)
    },
    async lineBefore(id) {
      const row = generations.get(id)
      if (row?.state !== 'waiting') return { place: 0, least: 0, most: 0, unknown: 0 }
      const before = unfinished().filter((other) => other.id !== id && (other.state === 'running' || byTurn(other, row) < 0))
      const waiting = before.filter((other) => other.state === 'waiting')
      const beside = (rows: GenerationRow[]) => rows.filter((other) => other.expectedEngine !== undefined && other.expectedEngine === row.expectedEngine)
      const sum = (rows: GenerationRow[], of: 'expectedLeast' | 'expectedMost') => rows.reduce((total, other) => total + other.pictures * (other[of] ?? 0), 0)
      return {
        place: waiting.length,
        least: sum(beside(waiting), 'expectedLeast'),
        most: sum(beside(before), 'expectedMost'),
        unknown: beside(before).filter((other) => other.expectedMost === undefined).length,
      }
    },
    firstUnfinishedOf: async (of) => unfinished().filter((row) => isOf(row, of)).sort((a, b) => a.state.localeCompare(b.state) || byTurn(a, b))[0],
    countUnfinished: async (owner) => unfinished().filter((row) => owner === undefined || row.owner === owner).length,
    queueKeysInUse: async () => [...new Set(unfinished().map((row) => row.queue))],
    async due(now, limit) {
      const over = generations.all().filter((row) => row.endedAt && row.deadline && row.deadline <= now)
      return over.sort((a, b) => Number(a.deadline) - Number(b.deadline)).slice(0, limit)
    },
    async setNote(id, note) {
      const row = generations.get(id)
      if (row) generations.set(id, { ...row, note })
    },
    async remove(id) {
      generations.remove(id)
    },
    async removeAll(ids) {
      for (const id of ids) generations.remove(id)
    },
    async briefOf(owner, upTo) {
      const own = generations.all().filter((row) => row.owner === owner && row.createdAt <= upTo)
      return own.map(({ id, pictures, endedAt, objectKeys }) => ({ id, pictures, unfinished: endedAt === undefined, ownKeys: objectKeys !== undefined }))
    },
    removeUnfinished: async (id) => unfinished().some((row) => row.id === id) && generations.remove(id),
    removeEndedOf: async (owner, upTo) => generations.all().filter((row) => row.owner === owner && row.createdAt <= upTo && row.endedAt && generations.remove(row.id)).length,
    figuresSince: async (since) => figuresOf(generations.all(), since),
    countUnfinishedOf: async (of) => unfinished().filter((row) => isOf(row, of)).length,
    listOfEndUser: async (owner, endUser, limit) =>
      generations.all().filter((row) => row.owner === owner && row.endUser && (!endUser || hexOf(row.endUser) === hexOf(endUser))).sort((a, b) => byBirth(b, a)).slice(0, limit),
  }
}

/**
 * Start-time fair queueing: an order starts where the line is now, or where the order before it of the same share ends,
 * whichever is later; each picture is one step.
 */
function fairTurn(rows: GenerationRow[], share: string): number {
  const now = rows.reduce((most, row) => (row.fence > 0 ? Math.max(most, row.turn) : most), 0)
  return rows.reduce((most, row) => ((row.share ?? row.owner) === share ? Math.max(most, row.turn + row.pictures) : most), now)
}

const unexpected = { expectedEngine: undefined, expectedLeast: undefined, expectedMost: undefined, expectedFrom: undefined, countedPictures: undefined, countedAs: undefined }

function ended(row: GenerationRow, { state, endedAt, engine, outcome, error, milliseconds }: EndOfGeneration): GenerationRow {
  return { ...row, state, endedAt, engine, outcome, error, milliseconds, order: undefined, lease: undefined, share: undefined, ...unexpected }
}

const isOf = (row: GenerationRow, of: { share: string } | { key: string }): boolean => ('key' in of ? row.key === of.key : (row.share ?? row.owner) === of.share)
const byBirth = (a: GenerationRow, b: GenerationRow): number => Number(a.createdAt) - Number(b.createdAt) || compare(a.id, b.id)
const byTurn = (a: GenerationRow, b: GenerationRow): number => a.turn - b.turn || byBirth(a, b)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
