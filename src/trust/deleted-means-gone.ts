// A deleted picture is served to nobody from that moment, and its bytes do not stay on the disk.

import type { ImageRow } from '../core/rows.ts'
import type { Parts } from '../core/ports.ts'
import type { TrustRule } from '../core/rules.ts'
import { removePictures } from '../core/removing.ts'
import { drain } from '../core/slices.ts'

const batch = 2000
/** A sweep runs every minute; a file that outlives its picture by this long was missed. */
const patience = 10 * 60_000

export const deletedMeansGone: TrustRule = {
  id: 'deleted-means-gone',
  statements: [
    'A picture that you delete is served to nobody from the moment you are told that it is deleted: not to you, not by its address, not by a link.',
    "Its files are removed from this server's disk with it; if a crash comes between, the next sweep finishes the work.",
  ],
  mayServe: (image) => image.deletedAt === undefined,

  async sweep(parts, now) {
    return drain(parts.clock, batch, async () => {
      const deleted = await deletedImages(parts, now)
      await parts.vault.destroy(deleted.flatMap((image) => image.object ?? []))
      await removePictures(parts, deleted)
      return deleted.length
    })
  },

  async probe(parts, now) {
    const deleted = await deletedImages(parts, now)
    let filesLeft = 0
    let filesMissed = 0
    for (const image of deleted) {
      const missed = image.deletedAt !== undefined && now.getTime() - image.deletedAt.getTime() > patience
      for (const file of filesOf(image)) {
        if ((await parts.files.read(file)) === undefined) continue
        filesLeft++
        if (missed) filesMissed++
      }
    }
    return { holds: filesMissed === 0, numbers: { deletedRows: deleted.length, filesLeft, filesMissed } }
  },
}

async function deletedImages(parts: Parts, now: Date): Promise<ImageRow[]> {
  return (await parts.store.images.due(now, batch)).filter((image) => image.deletedAt !== undefined)
}

const filesOf = (image: ImageRow): string[] => [`images/${image.id}`, `images/${image.id}-small`]
