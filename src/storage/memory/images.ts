// Images and their links in memory.

import { accountIn } from '../../core/callers.ts'
import type { ImageTable, LinkTable } from '../../core/ports.ts'
import type { ImageRow } from '../../core/rows.ts'
import { hexOf, type State } from './layers.ts'

export function imageTable({ images, generations }: State): ImageTable {
  return {
    async insert(row) {
      const taken = images.get(row.id) || images.all().some((other) => other.generation === row.generation && other.number === row.number)
      if (taken) throw new Error('there is an image at this place already')
      images.set(row.id, row)
    },
    get: async (id) => images.get(id),
    ofGeneration: async (generation) => images.all().filter((row) => row.generation === generation).sort((a, b) => a.number - b.number),
    async markDeleted(id, at) {
      const row = images.get(id)
      if (row && !row.deletedAt) images.set(id, { ...row, deletedAt: at })
    },
    async markDeletedOf(owner, upTo, except) {
      const born = (row: ImageRow): boolean => (generations.get(row.generation)?.createdAt ?? upTo) <= upTo
      const marked = images.all().filter((row) => row.owner === owner && !row.deletedAt && born(row) && !except.includes(row.id))
      for (const row of marked) images.set(row.id, { ...row, deletedAt: upTo })
      return marked.length
    },
    deletedOf: async (owner, limit) => images.all().filter((row) => row.owner === owner && row.deletedAt).slice(0, limit),
    async listOf(owner, { before, limit }) {
      const newestFirst = images.all().filter((row) => row.owner === owner && !row.deletedAt).sort((a, b) => byBirth(b, a))
      const last = before === undefined ? undefined : images.get(before)
      if (before !== undefined && last?.owner !== owner) return []
      return newestFirst.filter((row) => !last || byBirth(row, last) < 0).slice(0, limit)
    },
    async countOf(owner) {
      const own = images.all().filter((row) => row.owner === owner && !row.deletedAt)
      const deadlines = own.flatMap((row) => row.deadline ?? []).sort((a, b) => Number(a) - Number(b))
      return { images: own.length, bytes: own.reduce((sum, row) => sum + row.size, 0), ...(deadlines[0] ? { nextDeadline: deadlines[0] } : {}) }
    },
    async goingOf(owner, from, to) {
      const going = images.all().flatMap(({ owner: whose, deletedAt, deadline }) => (whose === owner && !deletedAt && deadline && deadline > from && deadline <= to ? [deadline] : []))
      const [first] = going.sort((a, b) => Number(a) - Number(b))
      return first && { images: going.length, first }
    },
    async accountsGoing(from, to, after, limit) {
      const going = images.all().flatMap(({ owner, deletedAt, deadline }) => (!deletedAt && deadline && deadline > from && deadline <= to ? (accountIn(owner) ?? []) : []))
      return [...new Set(going)].sort().filter((account) => after === undefined || account > after).slice(0, limit)
    },
    async totals() {
      const kept = images.all().filter(({ deletedAt }) => !deletedAt)
      return { images: kept.length, bytes: kept.reduce((sum, { size }) => sum + size, 0) }
    },
    async due(now, limit) {
      const over = images.all().filter((row) => row.deletedAt || (row.deadline && row.deadline <= now))
      return over.slice(0, limit)
    },
    async remove(ids) {
      for (const id of ids) images.remove(id)
    },
    exists: async (ids) => new Set(ids.filter((id) => images.get(id))),
    async oldestDeadline() {
      const ending = images.all().filter((row) => row.deadline)
      return ending.sort((a, b) => Number(a.deadline) - Number(b.deadline))[0]
    },
  }
}

export function linkTable({ links }: State): LinkTable {
  return {
    async insert(row) {
      if (links.get(hexOf(row.digest))) throw new Error('there is a link with this digest already')
      links.set(hexOf(row.digest), row)
    },
    get: async (digest) => links.get(hexOf(digest)),
    listOf: async (owner) => links.all().filter((row) => row.owner === owner).sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? -1 : 1)),
    async revoke(id, owner, at) {
      const row = links.all().find((one) => one.id === id && one.owner === owner && !one.revokedAt)
      if (row) links.set(hexOf(row.digest), { ...row, revokedAt: at })
      return row !== undefined
    },
    async emptyAccess(id) {
      const row = links.all().find((one) => one.id === id && one.revokedAt)
      if (row) links.set(hexOf(row.digest), { ...row, access: new Uint8Array(0), smallAccess: new Uint8Array(0) })
    },
    removeOfOwner: async (owner, except) => links.all().filter((row) => row.owner === owner && !except.includes(row.image) && links.remove(hexOf(row.digest))).length,
    async removeOf(images) {
      for (const row of links.all()) if (images.includes(row.image)) links.remove(hexOf(row.digest))
    },
    removeDue: async (now) => links.all().filter((row) => row.expiresAt <= now && links.remove(hexOf(row.digest))).length,
  }
}

const byBirth = (a: ImageRow, b: ImageRow): number => Number(a.createdAt) - Number(b.createdAt) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
