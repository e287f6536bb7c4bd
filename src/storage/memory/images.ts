// Images and their links in memory.

import type { ImageTable, LinkTable } from '../../core/ports.ts'
import { hexOf, type State } from './layers.ts'

export function imageTable({ images }: State): ImageTable {
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
    async due(now, limit) {
      const over = images.all().filter((row) => row.deletedAt || (row.deadline && row.deadline <= now))
      return over.slice(0, limit)
    },
    async remove(id) {
      images.remove(id)
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
    async removeOf(image) {
      for (const row of links.all()) if (row.image === image) links.remove(hexOf(row.digest))
    },
    removeDue: async (now) => links.all().filter((row) => row.expiresAt <= now && links.remove(hexOf(row.digest))).length,
  }
}
