// Consents, answers about age and questions to guardians in memory.

import type { ConsentTables } from '../../core/consent-tables.ts'
import { hexOf, type State } from './layers.ts'

export function consentTables({ consents, ageAnswers, ageBlocks, guardians }: State): ConsentTables {
  const ofOwner = (owner: string) => consents.all().filter((row) => row.owner === owner)
  const asked = () => guardians.all().sort((a, b) => Number(b.askedAt) - Number(a.askedAt))
  return {
    consents: {
      insert: async (row) => {
        const number = 1 + Math.max(0, ...consents.all().map((one) => one.number))
        consents.set(`${number}`, { ...row, number })
      },
      listOf: async (owner) => ofOwner(owner).sort((a, b) => b.number - a.number).map(({ number: _, ...row }) => row),
      removeOf: async (owner) => ofOwner(owner).filter(({ number }) => consents.remove(`${number}`)).length,
    },
    ageAnswers: {
      write: async (row) => ageAnswers.set(row.owner, row),
      get: async (owner) => ageAnswers.get(owner),
      removeOf: async (owner) => Number(ageAnswers.remove(owner)),
    },
    ageBlocks: {
      insert: async (digest, until) => ageBlocks.set(hexOf(digest), { digest, until }),
      async until(digests, now) {
        const ends = digests.flatMap((digest) => ageBlocks.get(hexOf(digest))?.until ?? []).filter((end) => end > now)
        return ends.sort((a, b) => Number(b) - Number(a))[0]
      },
      countEndedBefore: async (before) => ageBlocks.all().filter(({ until }) => until <= before).length,
      removeDue: async (now) => ageBlocks.all().filter(({ digest, until }) => until <= now && ageBlocks.remove(hexOf(digest))).length,
    },
    guardians: {
      insert: async (row) => guardians.set(row.id, row),
      get: async (id) => guardians.get(id),
      listOf: async (owner) => asked().filter((row) => row.owner === owner),
      async update(row) {
        if (guardians.get(row.id)) guardians.set(row.id, row)
      },
      remove: async (id) => void guardians.remove(id),
      removeOf: async (owner) => guardians.all().filter((row) => row.owner === owner && guardians.remove(row.id)).length,
      due: async (before, limit) => asked().reverse().filter(({ expiresAt }) => expiresAt <= before).slice(0, limit),
    },
  }
}
