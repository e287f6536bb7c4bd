// The published table of who could read what: each thief really tries, on real copies, with every kind of key they would have.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../../src/identity/keys.ts'
import type { Bytes } from '../../src/core/ports.ts'
import { withTable } from '../doc-tables.ts'
import { project } from '../source-files.ts'
import { copyAll, filesHolding, opens, type Copy, type Thief } from './thieves.ts'
import { createOwnWorld, draw, type OwnWorld } from './world.ts'

const day = 86_400_000
const charter = {
  access: { who: 'sessions' },
  retention: { imageDays: 30 },
  sessions: { idleMinutes: 1440, mostHours: 720, atEnd: 'keep-links' },
}

/** Columns of the table: what was drawn for each, pictures and words. */
const things = ['a living session', 'an ended session', 'a living account', 'an account, expired', 'an account, one picture erased', 'an account, all erased'] as const
type Thing = (typeof things)[number]

let world: OwnWorld
let earlier: Copy
let today: Copy
const drawn = new Map<Thing, { pictures: string[]; words?: string }>()
const secrets = { living: new Uint8Array(), ended: new Uint8Array() }

beforeAll(async () => {
  world = await createOwnWorld({ charter })
  const keyOf = async (owner: string) => ({ authorization: `Bearer ${(await createKey(world.parts, owner, ['images:make', 'images:read', 'images:delete'])).key}` })
  const [ann, ben] = [await keyOf('owner/ann'), await keyOf('owner/ben')]
  await order('an account, expired', ann)
  world.clock.advance(29 * day)
  const [living, ended] = [await visit(), await visit()]
  Object.assign(secrets, { living: living.secret, ended: ended.secret })
  await order('a living session', living.headers)
  await order('an ended session', ended.headers)
  await order('a living account', ann)
  await order('an account, one picture erased', ann)
  await order('an account, all erased', ben)

  earlier = await copyAll(world, 'earlier')
  expect((await world.fetch('/v1/session', { method: 'DELETE', headers: ended.headers })).ok).toBe(true)
  const [erased] = drawn.get('an account, one picture erased')!.pictures
  expect((await world.fetch(`/v1/images/${erased}`, { method: 'DELETE', headers: ann })).ok).toBe(true)
  expect((await world.post('/v1/erasure', {}, ben)).status).toBe(200)
  // A living session is one whose visitor comes back in time.
  for (let visits = 0; visits < 2; visits++) {
    world.clock.advance(day / 2 + 3_600_000)
    expect((await world.fetch('/v1/generations', { headers: living.headers })).status).toBe(200)
  }
  await world.sweep()
  today = await copyAll(world, 'today')
  for (const id of drawn.get('a living session')!.pictures) expect((await world.fetch(`/v1/images/${id}/content`, { headers: living.headers })).status).toBe(200)
}, 300_000)
afterAll(() => world.close(), 60_000)

async function order(thing: Thing, headers: Record<string, string>): Promise<void> {
  const generation = await draw(world, {}, headers)
  drawn.set(thing, { pictures: generation.images.map(({ id }) => id), words: `${generation.id}/words` })
}

async function visit(): Promise<{ headers: Record<string, string>; secret: Bytes }> {
  const answer = await world.fetch('/v1/session', { method: 'POST' })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { headers: { cookie }, secret: new Uint8Array(Buffer.from(cookie.split('=')[1] ?? '', 'base64url')) }
}

/** Rows of the table. Data is always the best they can have: both copies. */
function thieves(): Array<{ who: string; thief: Thief }> {
  const data = [earlier, today]
  const candidates = [...earlier.candidates, ...today.candidates].filter((one, place, all) => all.findIndex((other) => Buffer.compare(one, other) === 0) === place)
  return [
    { who: 'has the database, its write-ahead log and all files, of today and of earlier', thief: { data, vaults: [], candidates: candidates.slice(0, 8) } },
    { who: "has today's whole disk, vault included, and old backups", thief: { data, vaults: [today.vault], candidates: candidates.slice(0, 4) } },
    { who: 'copied the whole disk, vault included, before it was forgotten', thief: { data, vaults: [earlier.vault, today.vault], candidates: candidates.slice(0, 4) } },
    { who: 'sits at the console now and reads memory while it is used', thief: { data, vaults: [today.vault], candidates: [secrets.living] } },
  ]
}

/** What the texts rely on. */
const expected: Record<string, string[]> = {
  'has the database, its write-ahead log and all files, of today and of earlier': ['no', 'no', 'no', 'no', 'no', 'no'],
  "has today's whole disk, vault included, and old backups": ['no', 'no', 'yes', 'no', 'no', 'no'],
  'copied the whole disk, vault included, before it was forgotten': ['no', 'no', 'yes', 'yes', 'yes', 'yes'],
  'sits at the console now and reads memory while it is used': ['yes', 'no', 'yes', 'no', 'no', 'no'],
}

test('the table in docs/forgetting.md is what thieves reach', { timeout: 400_000 }, async () => {
  const lines = [`| who | ${things.join(' | ')} |`, `|---|${things.map(() => '---|').join('')}`]
  for (const { who, thief } of thieves()) {
    const cells: string[] = []
    for (const thing of things) {
      const { pictures, words } = drawn.get(thing)!
      const attempts = []
      for (const objectId of [...pictures, words!]) attempts.push(await opens(world, thief, objectId))
      // A thing is shut only when its pictures and its words are, and when it was really tried.
      if (!attempts.some(({ opened }) => opened)) expect(attempts.every(({ tried }) => tried > 0), `${who}: ${thing}`).toBe(true)
      cells.push(attempts.some(({ opened }) => opened) ? 'yes' : 'no')
    }
    lines.push(`| ${who} | ${cells.join(' | ')} |`)
    expect([who, cells]).toEqual([who, expected[who]])
  }
  const file = join(project, 'docs/forgetting.md')
  const text = await readFile(file, 'utf8')
  const renewed = withTable(text, 'who-reads-what', lines.join('\n'))
  if (process.env.RENEW_DOCS) await writeFile(file, renewed)
  else expect(text).toBe(renewed)
})

test('no private key and no secret of a session lies anywhere in database, write-ahead log and files', { timeout: 120_000 }, async () => {
  const keys = [...earlier.vault.pairs.values(), ...today.vault.pairs.values()].map((pair) => pair.privateKey)
  expect(keys.length).toBeGreaterThan(10)
  for (const copy of [earlier, today]) {
    expect(await filesHolding(copy.folder, [...keys, secrets.living, secrets.ended])).toEqual([])
    // The search is checked: public halves are there.
    expect(await filesHolding(copy.folder, [earlier.vault.pairs.get('owner/ann')!.publicKey])).not.toEqual([])
  }
})
