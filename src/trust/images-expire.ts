// After its days a picture and its words can be read by nobody: refused at the second, removed soon after, keys destroyed.

import { wordsKeyOf } from '../core/birth.ts'
import type { KeyName, Parts } from '../core/ports.ts'
import type { SweepReport, TrustRule } from '../core/rules.ts'
import { removeGenerations as removeRows, removePictures } from '../core/removing.ts'
import { drain, isOver } from '../core/slices.ts'

const minute = 60_000
const hour = 60 * minute
/** Rows taken at a time. */
const batch = 2000
/** Files compared with the records at a time. */
const compared = 200
/** An order accepted in the last moment of an hour is in the database by then. */
const lateArrival = 5 * minute
/** Longest that a queue key outlives its hour. */
const longestWait = 24 * hour
/** What a probe allows beyond the published two hours is nothing. */
const publishedDelay = 2 * hour

/** Comparing the files with the records reads a whole folder, so once an hour is enough, and it may take several sweeps. */
interface Walk {
  files: AsyncIterator<{ key: string; writtenAt: Date }>
  doneAt?: number
}
const walks = new WeakMap<Parts, Walk>()

export const imagesExpire: TrustRule = {
  id: 'images-expire',
  statements: [
    '{imageDays} days after it was ordered, a picture can be read by nobody, nor can the words it was made from: from that second on every request for them is refused.',
    'Within two hours of that second the files and records are removed from this server and the key of their hour is destroyed, so that a copy of the database and the picture files, however old, cannot be opened any more.',
    'An order that waits can be opened by the workers alone; the key for it is destroyed when the last order of its hour is done, after 26 hours at most.',
    'A file without a record, as a crash may leave it, is removed within three hours.',
  ],
  appliesTo: (charter) => typeof charter.retention.imageDays === 'number',
  mayServe: (image, _reader, now) => image.deadline === undefined || now < image.deadline,

  async sweep(parts, now) {
    const keys = await destroyKeys(parts, now)
    const images = await removeImages(parts, now)
    const generations = await removeGenerations(parts, now)
    const links = (await parts.store.links.removeDue(now)) + (await parts.store.drafts.removeDue(now))
    const orphans = await removeOrphans(parts, now)
    return { removed: keys.removed + images.removed + generations.removed + links + orphans, left: images.left + generations.left }
  },

  async probe(parts, now) {
    const oldest = await parts.store.images.oldestDeadline()
    const overdue = oldest?.deadline ? Math.max(0, now.getTime() - oldest.deadline.getTime()) : 0
    const fileLeft = overdue > 0 && oldest ? (await parts.files.read(`images/${oldest.id}`)) !== undefined : false
    const hourKeys = await keysPast(parts, 'hour/', now, publishedDelay - hour)
    const queueKeys = await keysPast(parts, 'queue/', now, longestWait + hour)
    return {
      holds: overdue < publishedDelay && hourKeys.length === 0 && queueKeys.length === 0,
      numbers: { oldestOverdueSeconds: Math.floor(overdue / 1000), oldestFileLeft: fileLeft ? 1 : 0, hourKeysOver: hourKeys.length, queueKeysOver: queueKeys.length },
    }
  },
}

async function destroyKeys(parts: Parts, now: Date): Promise<{ removed: number }> {
  const over = await keysPast(parts, 'hour/', now, 0)
  const idle = await keysPast(parts, 'queue/', now, lateArrival)
  const needed = new Set<string>(await parts.store.generations.queueKeysInUse())
  const tooOld = new Set<string>(await keysPast(parts, 'queue/', now, longestWait))
  const all = [...over, ...idle.filter((name) => !needed.has(name) || tooOld.has(name))]
  if (all.length > 0) await parts.vault.destroy(all)
  return { removed: all.length }
}

/** Keys of hours that ended at least `ago` milliseconds before now. `hour/never` has no hour and is none of them. */
async function keysPast(parts: Parts, prefix: 'hour/' | 'queue/', now: Date, ago: number): Promise<KeyName[]> {
  const names = await parts.vault.names(prefix)
  return names.filter((name) => {
    const begin = Date.parse(`${name.slice(prefix.length)}:00:00Z`)
    return Number.isFinite(begin) && begin + hour + ago <= now.getTime()
  })
}

/** Keys first, in one go for many, since that costs by shelves and not by names; a row whose bytes are still there is found again. */
async function removeImages(parts: Parts, now: Date): Promise<SweepReport> {
  return drain(parts.clock, batch, async () => {
    const due = (await parts.store.images.due(now, batch)).filter((image) => image.deadline && image.deadline <= now)
    await parts.vault.destroy(due.flatMap((image) => image.object ?? []))
    await removePictures(parts, due)
    return due.length
  })
}

async function removeGenerations(parts: Parts, now: Date): Promise<SweepReport> {
  return drain(parts.clock, batch, async () => {
    const due = await parts.store.generations.due(now, batch)
    await parts.vault.destroy(due.flatMap((generation) => (generation.objectKeys ? [wordsKeyOf(generation.id)] : [])))
    await removeRows(parts, due)
    return due.length
  })
}

/** Goes through the folder slice by slice; begins anew an hour after it came to the end. */
async function removeOrphans(parts: Parts, now: Date): Promise<number> {
  const before = walks.get(parts)
  if (before?.doneAt !== undefined && now.getTime() - before.doneAt < hour) return 0
  const walk: Walk = before?.doneAt === undefined && before ? before : { files: parts.files.list('images/')[Symbol.asyncIterator]() }
  walks.set(parts, walk)
  const since = parts.clock.now().getTime()
  let removed = 0
  for (let ended = false; !ended && !isOver(parts.clock, since); ) {
    const some: string[] = []
    while (some.length < compared && !ended) {
      const { value, done } = await walk.files.next()
      if (done) ended = true
      else if (now.getTime() - value.writtenAt.getTime() >= hour) some.push(value.key)
    }
    const known = await parts.store.images.exists(some.map(imageOf))
    const orphans = some.filter((one) => !known.has(imageOf(one)))
    await parts.files.removeAll(orphans)
    removed += orphans.length
    if (ended) walk.doneAt = now.getTime()
  }
  return removed
}

const imageOf = (key: string): string => key.replace(/^.*\//, '').replace(/-small$/, '')
