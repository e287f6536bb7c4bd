// The proof of erased-is-erased.

import { createPublicKey, verify } from 'node:crypto'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'erased-is-erased'
const hour = 3_600_000

prove(
  {
    rule,
    sentence:
      'When you erase everything, the keys to your pictures and words are destroyed before you get the answer: a copy of the database and the files, however old, cannot be opened by anybody any more, and you get a signed receipt.',
  },
  async (world) => {
    const { generation, image } = await world.draw({ pictures: 2 })
    const link = new URL((await world.post(`/v1/images/${image.id}/shares`, {})).body.url).pathname
    const paths = [`/v1/generations/${generation.id}`, `/v1/generations/${generation.id}/events`, `/v1/images/${image.id}/content`, `/v1/images/${image.id}/content?variant=small`, link]
    const copy = await copyOf(world)

    const erased = await world.post('/v1/erasure', {})
    expect([erased.status, erased.body.state]).toEqual([200, 'done'])
    expectSigned(erased.body.receipt)
    for (const path of paths) expect([404, 410], path).toContain((await world.fetch(path)).status)
    expect((await world.get('/v1/generations')).body.data).toEqual([])

    // A thief with yesterday's rows and files, today's vault, and even the owner's own way in.
    await copy.putBack()
    for (const path of paths) expect([path, (await world.fetch(path)).status]).toEqual([path, 410])
    expect((await world.get('/v1/generations')).body.data).toEqual([])
    // Life goes on under a new key.
    const { image: next } = await world.draw()
    expect((await world.fetch(`/v1/images/${next.id}/content`)).status).toBe(200)
  },
)

prove(
  {
    rule,
    sentence: 'An erasure that was cut short is finished by the sweep: within three hours no record of yours and no file of a picture is left here.',
  },
  async (world) => {
    await world.draw({ pictures: 2 })
    // What a crash right after the first note of it leaves.
    const now = world.now()
    await world.sql(
      "insert into requests (id, owner, kind, state, asked_at, due_at, decided_at, expires_at) values ('rqt_cut', 'owner/local', 'erasure', 'doing', $1, $1, $1, $2)",
      [now, new Date(now.getTime() + 400 * 24 * hour)],
    )
    world.advance(hour)
    await world.sweep()
    for (const table of ['generations', 'images', 'links', 'idempotency', 'choices']) expect([table, await world.sql(`select 1 from ${table}`)]).toEqual([table, []])
    expect([...(await world.disk('files')).keys()]).toEqual([])
    const { body } = await world.get('/v1/requests/rqt_cut')
    expect([body.state, body.receipt.reason]).toEqual(['done', 'erasure'])
    expect(await world.sql('select owner from requests')).toEqual([{ owner: null }])
    // The receipt itself goes when the charter says.
    world.advance(401 * 24 * hour)
    await world.sweep()
    expect(await world.sql('select id from requests')).toEqual([])
  },
)

/** By hand, as a stranger would check it from the manual. */
function expectSigned({ signature, ...signed }: any): void {
  const canonical = (value: any): string => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
  }
  const key = createPublicKey({ key: signed.key, format: 'jwk' })
  const holds = (text: string): boolean => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  expect(holds(canonical(signed))).toBe(true)
  expect(holds(canonical({ ...signed, done_at: '2027-01-01T00:00:00Z' }))).toBe(false)
  expect(signed.stores.map(({ store }: { store: string }) => store)).toEqual(['vault', 'database', 'files', 'queue', 'links', 'logs', 'money', 'backups'])
}

async function copyOf(world: World) {
  const tables = ['generations', 'images', 'links']
  const rows = await Promise.all(tables.map((table) => world.sql(`select * from ${table}`)))
  const away = join(world.home, 'copy')
  await cp(join(world.home, 'files'), away, { recursive: true })
  return {
    async putBack(): Promise<void> {
      for (const [place, table] of tables.entries()) {
        await world.sql(`delete from ${table}`)
        for (const row of rows[place] ?? []) {
          const columns = Object.keys(row)
          await world.sql(`insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(row))
        }
      }
      await cp(away, join(world.home, 'files'), { recursive: true })
    },
  }
}
