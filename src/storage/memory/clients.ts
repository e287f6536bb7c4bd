// Kept files, batches and webhooks in memory.

import { batchEnds, type BatchTable, type ClientTables, type KeptFileTable, type Page, type WebhookTable } from '../../core/client-tables.ts'
import type { State } from './layers.ts'

interface Born {
  id: string
  createdAt: Date
}

const byAge = (a: Born, b: Born): number => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : 1)

function pageOf<Row extends Born>(rows: Row[], { after, limit, oldestFirst }: Page): Row[] {
  const sorted = rows.sort((a, b) => (oldestFirst ? byAge(a, b) : byAge(b, a)))
  const from = after === undefined ? 0 : sorted.findIndex((row) => row.id === after) + 1
  return sorted.slice(from, from + limit)
}

const soonest = (times: Array<Date | undefined>): Date | undefined => times.filter((time) => time !== undefined).sort((a, b) => Number(a) - Number(b))[0]

function insertOnce<Row extends { id: string }>(rows: { get(id: string): Row | undefined; set(id: string, row: Row): void }, row: Row): void {
  if (rows.get(row.id)) throw new Error('there is such a row already')
  rows.set(row.id, row)
}

function keptFileTable({ keptFiles }: State): KeptFileTable {
  const living = (owner: string) => keptFiles.all().filter((row) => row.owner === owner && !row.deletedAt)
  return {
    insert: async (row) => insertOnce(keptFiles, row),
    async get(id) {
      const row = keptFiles.get(id)
      return row?.deletedAt ? undefined : row
    },
    listOf: async (owner, page) => pageOf(living(owner).filter((row) => page.purpose === undefined || row.purpose === page.purpose), page),
    async countOf(owner) {
      const rows = living(owner)
      return { files: rows.length, bytes: rows.reduce((sum, row) => sum + row.size, 0), next: soonest(rows.map((row) => row.deadline)) }
    },
    async markDeleted(id, at) {
      const row = keptFiles.get(id)
      if (row && !row.deletedAt) keptFiles.set(id, { ...row, deletedAt: at })
    },
    async markDeletedOf(owner, upTo) {
      const rows = living(owner).filter((row) => row.createdAt <= upTo)
      for (const row of rows) keptFiles.set(row.id, { ...row, deletedAt: upTo })
      return rows.length
    },
    allOf: async (owner, upTo) => keptFiles.all().filter((row) => row.owner === owner && row.createdAt <= upTo).sort(byAge),
    due: async (now, limit) => keptFiles.all().filter((row) => row.deletedAt || (row.deadline && row.deadline <= now)).sort(byAge).slice(0, limit),
    async remove(id) {
      keptFiles.remove(id)
    },
  }
}

function batchTable({ batches, batchLines }: State): BatchTable {
  const ended = (state: string): boolean => batchEnds.some((end) => end === state)
  const own = (owner: string) => batches.all().filter((row) => row.owner === owner)
  const dropLines = (batch: string): void => {
    for (const line of batchLines.all()) if (line.batch === batch) batchLines.remove(`${batch} ${line.number}`)
  }
  return {
    insert: async (row) => insertOnce(batches, row),
    get: async (id) => batches.get(id),
    listOf: async (owner, page) => pageOf(own(owner), page),
    async take(now, until) {
      const [row] = batches.all().filter((one) => !ended(one.state) && !(one.heldUntil && one.heldUntil > now)).sort(byAge)
      if (!row) return undefined
      batches.set(row.id, { ...row, heldUntil: until })
      return { ...row, heldUntil: until }
    },
    async note(id, { total, completed, failed }, at, until) {
      const row = batches.get(id)
      if (!row) return undefined
      const state = row.state === 'validating' && total > 0 ? 'in_progress' : row.state
      batches.set(id, { ...row, total, completed, failed, state, startedAt: row.startedAt ?? (total > 0 ? at : undefined), heldUntil: until })
      return state
    },
    async letGo(id) {
      const row = batches.get(id)
      if (row) batches.set(id, { ...row, heldUntil: undefined })
    },
    async end(row) {
      const now = batches.get(row.id)
      if (!now || ended(now.state)) return false
      batches.set(row.id, { ...row, heldUntil: undefined })
      return true
    },
    async askCancel(id, owner) {
      const row = batches.get(id)
      if (!row || row.owner !== owner || ended(row.state)) return false
      batches.set(id, { ...row, state: 'cancelling' })
      return true
    },
    async countOf(owner) {
      return { batches: own(owner).length, next: soonest(own(owner).map((row) => row.deadline)) }
    },
    allOf: async (owner, upTo) => own(owner).filter((row) => row.createdAt <= upTo).sort(byAge),
    async removeOf(owner, upTo) {
      const rows = own(owner).filter((row) => row.createdAt <= upTo)
      for (const row of rows) {
        dropLines(row.id)
        batches.remove(row.id)
      }
      return rows.length
    },
    due: async (now, limit) => batches.all().filter((row) => ended(row.state) && row.deadline && row.deadline <= now).sort(byAge).slice(0, limit),
    async remove(id) {
      dropLines(id)
      batches.remove(id)
    },
    async addLine(row) {
      const name = `${row.batch} ${row.number}`
      if (batches.get(row.batch) && !batchLines.get(name)) batchLines.set(name, row)
    },
    async linesOf(batch, from, limit) {
      return batchLines.all().filter((row) => row.batch === batch && row.number >= from).sort((a, b) => a.number - b.number).slice(0, limit)
    },
  }
}

function webhookTable({ webhooks, deliveries }: State): WebhookTable {
  const drop = (id: string): void => {
    for (const row of deliveries.all()) if (row.webhook === id) deliveries.remove(row.id)
    webhooks.remove(id)
  }
  return {
    insert: async (row) => insertOnce(webhooks, row),
    get: async (id) => webhooks.get(id),
    listOf: async (owner) => webhooks.all().filter((row) => row.owner === owner).sort(byAge),
    async remove(id, owner) {
      if (webhooks.get(id)?.owner !== owner) return false
      drop(id)
      return true
    },
    async removeOf(owner) {
      const rows = webhooks.all().filter((row) => row.owner === owner)
      for (const row of rows) drop(row.id)
      return rows.length
    },
    async announce(rows) {
      for (const row of rows) insertOnce(deliveries, row)
    },
    async takeDue(now, until, limit) {
      const due = deliveries.all().filter((row) => row.state === 'waiting' && row.nextAt && row.nextAt <= now).sort(byAge).slice(0, limit)
      for (const row of due) deliveries.set(row.id, { ...row, nextAt: until })
      return due
    },
    async write(row) {
      if (deliveries.get(row.id)) deliveries.set(row.id, row)
    },
    deliveriesOf: async (webhook, limit) => deliveries.all().filter((row) => row.webhook === webhook).sort((a, b) => byAge(b, a)).slice(0, limit),
    removeDeliveries: async (before) => deliveries.all().filter((row) => row.state !== 'waiting' && row.createdAt < before && deliveries.remove(row.id)).length,
  }
}

export function clientTables(state: State): ClientTables {
  return { keptFiles: keptFileTable(state), batches: batchTable(state), webhooks: webhookTable(state) }
}
