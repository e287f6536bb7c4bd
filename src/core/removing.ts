// Takes away pictures whose keys are destroyed: their bytes first, then the records, so that what was broken off is found again.

import { fileOf, smallFileOf } from './generate.ts'
import type { Parts } from './ports.ts'

/** Rows a statement: many cost little more than one, and readers beside it never wait long for the database. */
const together = 250

/** With their share links and their places on boards. */
export async function removePictures({ store, files }: Pick<Parts, 'store' | 'files'>, images: ReadonlyArray<{ id: string }>): Promise<void> {
  const all = images.map(({ id }) => id)
  await files.removeAll(all.flatMap((id) => [fileOf(id), smallFileOf(id)]))
  await inSets(all, async (ids) => {
    await store.links.removeOf(ids)
    await store.boards.removeImages(ids)
    await store.images.remove(ids)
  })
}

export async function removeGenerations({ store }: Pick<Parts, 'store'>, generations: ReadonlyArray<{ id: string }>): Promise<void> {
  await inSets(generations.map(({ id }) => id), (ids) => store.generations.removeAll(ids))
}

async function inSets(all: readonly string[], work: (some: string[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += together) await work(all.slice(at, at + together))
}
