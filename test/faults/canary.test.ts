// What people wrote and got is nowhere in clear: not in the home folder, the database's files and WAL, the logs, or the temp folder.

import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import pg from 'pg'
import { filesBelow, findIn, freshIn, piecesOf, spellingsOf } from '../disk-search.ts'
import { startProgram } from './program.ts'

/** A word that nothing else says. */
const canary = `zwieback-axolotl-${process.pid}`

it('leaves no prompt and no picture readable at rest', { timeout: 180_000 }, async () => {
  const began = Date.now()
  // Made by the program itself, so that its PostgreSQL may enter.
  const home = join(tmpdir(), `gesso-canary-${process.pid}`)
  const program = await startProgram(home)
  try {
    await program.ready(60_000)
    const order = { prompt: `a ${canary} in the snow`, negative_prompt: `no ${canary}`, pictures: 2, seed: 7, size: '128x128' }
    const { id } = await ask(program.address, '/v1/generations', order)
    const ended = await untilEnded(program.address, id)
    expect(ended.state).toBe('finished')
    // Through the other doors too: the OpenAI call, a link, a mistyped address, a waiting order.
    const drawn = await ask(program.address, '/v1/images/generations', { prompt: canary, response_format: 'url' })
    expect(drawn.data[0].url).toBeTruthy()
    await ask(program.address, `/v1/images/${ended.images[0].id}/link`, {})
    await fetch(`${program.address}/v1/images/${canary}`)
    for (let number = 0; number < 5; number++) await ask(program.address, '/v1/generations', { prompt: `${canary} ${number}`, pictures: 4 })
    const pictures = await Promise.all(
      ended.images.flatMap((image: { url: string; small_url: string }) => [image.url, image.small_url]).map(async (url: string) => Buffer.from(await (await fetch(new URL(url, program.address))).arrayBuffer())),
    )
    await writeAllOut(home)

    const files = await filesBelow(home)
    expect(files.some((file) => file.includes('/pg_wal/'))).toBe(true)
    expect(files.length).toBeGreaterThan(100)
    const spellings = [...spellingsOf(canary), ...pictures.flatMap((picture) => piecesOf(picture, pictures.filter((other) => other !== picture)))]
    expect(await findIn(files, spellings)).toEqual([])
    expect(await findIn(await freshIn(tmpdir(), began, home), spellings)).toEqual([])
    expect(program.output()).not.toContain(canary)
    // The search itself is checked: what is there in clear is found.
    expect(await findIn(files, [{ name: 'the id', bytes: Buffer.from(id) }])).not.toEqual([])
  } finally {
    await program.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})

async function ask(address: string, path: string, body: unknown) {
  const answer = await fetch(address + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  expect(answer.ok, `${path} ${answer.status}`).toBe(true)
  return answer.json()
}

async function untilEnded(address: string, id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const body = await (await fetch(`${address}/v1/generations/${id}`)).json()
    if (body.ended_at) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the generation did not end')
}

/** A checkpoint writes to the files what PostgreSQL holds in memory. */
async function writeAllOut(home: string): Promise<void> {
  const database = new pg.Client({ connectionString: (await readFile(join(home, 'postgres.url'), 'utf8')).trim() })
  await database.connect()
  await database.query('checkpoint').finally(() => database.end())
}
