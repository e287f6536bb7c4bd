// Joins drivers to the one set of parts that everything works with: for the server, its worker, the restore drill, `gesso draw` and tests alike.

import { randomBytes } from 'node:crypto'
import type { Bytes, Clock, ImageEngine, Parts, Random } from './core/ports.ts'
import { createStatistics } from './core/statistics.ts'
import { createRouter } from './engines/router.ts'
import { openRegions } from './identity/regions.ts'
import { openDeniedParties } from './identity/denied-parties.ts'
import { contactOf, createPeople, noteUnreachable } from './identity/people.ts'
import { newsAddressOf } from './identity/sign-in/news.ts'
import { createCallLog } from './jobs/call-log.ts'
import { createAnnouncements } from './jobs/announcements.ts'
import { createLabels, type LabelKeys } from './labels/labels.ts'
import { createOutbox } from './messages/outbox.ts'
import { createAdapters } from './messages/adapters.ts'
import { createSharpPixels } from './pixels/sharp.ts'
import { createSealing } from './sealing/envelope.ts'
import { rules } from './trust/index.ts'

export const machineClock: Clock = { now: () => new Date() }
export const machineRandom: Random = { bytes: (count) => new Uint8Array(randomBytes(count)) }

/** What differs from place to place: where things are kept, what draws, and whose time it is. */
export type Drivers = Pick<Parts, 'charter' | 'log' | 'store' | 'files' | 'vault'> &
  Partial<Pick<Parts, 'clock' | 'random' | 'rules' | 'announcements' | 'fetchPicture' | 'sendNews' | 'relays'>> & {
    engines: readonly ImageEngine[]
    labels: LabelKeys
    /** Secret of keyed digests, at least 16 bytes. Absent = one by chance: nothing is compared with what another process wrote. */
    digestSecret?: Bytes
  }

export async function assembleParts({ engines, labels, digestSecret, ...drivers }: Drivers): Promise<Parts> {
  const { charter, log, random = machineRandom, clock = machineClock } = drivers
  const sealing = createSealing(random, digestSecret ?? random.bytes(32))
  const parts: Parts = {
    rules,
    announcements: createAnnouncements(),
    ...drivers,
    clock,
    random,
    sealing,
    messages: createOutbox({ ...drivers, clock, random, sealing }, { adapters: createAdapters(charter, { clock, random }), contactOf: (person) => contactOf(parts, person), newsAddressOf: (person) => newsAddressOf(parts, person), unreachable: (person) => noteUnreachable(parts, person) }),
    router: createRouter(engines, charter, log, { clock }),
    pixels: createSharpPixels(),
    labels: await createLabels(charter, labels),
  }
  const { deniedPartiesFile } = charter.accounts
  return { ...parts, statistics: createStatistics(parts), ...(charter.retention.callDays > 0 && { calls: createCallLog(parts) }), people: createPeople(parts), regions: openRegions(charter), deniedParties: deniedPartiesFile ? openDeniedParties(deniedPartiesFile) : undefined }
}

/** The vault's own secret for keyed digests; made on first use. */
export async function digestSecretOf(vault: Parts['vault']): Promise<Bytes | undefined> {
  await vault.publicKey('server/digest')
  return vault.privateKey('server/digest')
}
