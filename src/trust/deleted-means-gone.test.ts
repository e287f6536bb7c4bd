// The proof of deleted-means-gone.

import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prove } from './prove.ts'

const rule = 'deleted-means-gone'

prove(
  {
    rule,
    sentence:
      'A picture that you delete is served to nobody from the moment you are told that it is deleted: not to you, not by its address, not by a link.',
  },
  async (world) => {
    const { generation, image } = await world.draw({ pictures: 2 })
    const link = new URL((await world.post(`/v1/images/${image.id}/link`, {})).body.url, 'http://127.0.0.1').pathname
    const addresses = [`/v1/images/${image.id}`, `/v1/images/${image.id}/content`, `/v1/images/${image.id}/content?variant=small`, link]
    for (const address of addresses) expect([address, (await world.fetch(address)).status]).toEqual([address, 200])
    // Bytes that come back, from a copy or a disk that did not obey, are served no more than missing ones.
    const away = join(world.home, 'copy')
    await cp(join(world.home, 'files'), away, { recursive: true })

    expect((await world.fetch(`/v1/images/${image.id}`, { method: 'DELETE' })).ok).toBe(true)
    await cp(away, join(world.home, 'files'), { recursive: true })
    for (const address of addresses) expect([404, 410], address).toContain((await world.fetch(address)).status)
    const after = (await world.get(`/v1/generations/${generation.id}`)).body
    expect(after.images.map((one: { id: string }) => one.id)).toEqual([generation.images[1].id])
  },
)

prove(
  {
    rule,
    sentence: "Its files are removed from this server's disk with it; if a crash comes between, the next sweep finishes the work.",
  },
  async (world) => {
    const { image, generation } = await world.draw({ pictures: 2 })
    const other = generation.images[1].id
    const filesOf = async (id: string) => [...(await world.disk('files')).keys()].filter((path) => path.includes(id))
    expect(await filesOf(image.id)).toHaveLength(2)
    await world.fetch(`/v1/images/${image.id}`, { method: 'DELETE' })
    expect(await filesOf(image.id)).toEqual([])

    // What a crash right after the database's yes leaves: a deleted row whose files are all there.
    await world.sql('update images set deleted_at = $1 where id = $2', [world.now(), other])
    expect(await filesOf(other)).toHaveLength(2)
    await world.sweep()
    expect(await filesOf(other)).toEqual([])
    expect(await world.sql('select id from images')).toEqual([])
  },
)
