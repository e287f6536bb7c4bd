// The proof of prompts-stay-out-of-logs.

import { dirname, join } from 'node:path'
import { readdir, readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

/** Words that nothing else says. */
const canary = 'xylophagous-quokka-7391'
const visitor = '203.0.113.77'

prove(
  {
    rule: 'prompts-stay-out-of-logs',
    sentence: 'Logs hold codes and numbers only: no prompt, no picture, no network address, no key and no name is written to them.',
    engine: {
      sendsDataTo: 'here',
      // An engine that puts what it was told into its errors, as many do.
      draw: async (prompt) => {
        throw Object.assign(new Error(`cannot draw ${prompt}`), { name: `cannot draw ${prompt}` })
      },
    },
  },
  async (world) => {
    const said = await listening(async () => {
      const headers = { authorization: `Bearer ${canary}`, 'user-agent': canary, 'idempotency-key': canary }
      const { body } = await world.post('/v1/generations', { prompt: `a ${canary}`, negative_prompt: canary, pictures: 1 }, headers)
      expect((await world.ended(body.id)).state).toBe('failed')
      await world.post('/v1/generations', { prompt: canary, pictures: 10_000 }, headers)
      await world.post('/v1/images/generations', { prompt: canary, model: canary }, headers)
      const passedOn = await world.post('/v1/generations', { prompt: canary }, { ...headers, 'x-forwarded-for': visitor })
      expect(passedOn.status).toBe(401)
      await world.fetch(`/v1/images/${canary}`)
      await world.fetch(`/i/${canary}?${canary}`)
      await world.fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"prompt": "${canary}` })
      await expect(world.sql(`select '${canary}'::integer`)).rejects.toThrow()
    })
    const logs = await world.disk('logs')
    expect([...logs.values()].join('')).toContain('generation-broke')
    for (const [path, bytes] of logs) expect(spellingsIn(bytes), path).toEqual([])
    expect(spellingsIn(Buffer.from(said)), 'standard output').toEqual([])
    for (const [path, bytes] of await databaseLogs(world)) expect(spellingsIn(bytes), path).toEqual([])
  },
)

/** Which spellings of the canary or the address are in there. */
function spellingsIn(bytes: Buffer): string[] {
  return [canary, visitor].flatMap((word) => {
    const encodings = { plain: Buffer.from(word), utf16: Buffer.from(word, 'utf16le'), hex: Buffer.from(Buffer.from(word).toString('hex')) }
    const shifts = [0, 1, 2].map((shift) => Buffer.from(Buffer.concat([Buffer.alloc(shift), Buffer.from(word)]).toString('base64').slice(4, -4)))
    const found = Object.entries(encodings).flatMap(([name, spelled]) => (bytes.includes(spelled) ? [`${word} ${name}`] : []))
    return [...found, ...shifts.flatMap((spelled) => (bytes.includes(spelled) ? [`${word} base64`] : []))]
  })
}

async function listening(work: () => Promise<void>): Promise<string> {
  let said = ''
  const streams = [process.stdout, process.stderr]
  const originals = streams.map((stream) => stream.write)
  for (const stream of streams) {
    stream.write = (part: string | Uint8Array) => {
      said += String(part)
      return true
    }
  }
  try {
    await work()
  } finally {
    streams.forEach((stream, index) => (stream.write = originals[index] ?? stream.write))
  }
  return said
}

/** Beside the database's own folder. */
async function databaseLogs(world: World): Promise<Array<[string, Buffer]>> {
  const [row] = await world.sql("select current_setting('data_directory') as folder")
  const beside = dirname(row.folder)
  const files = (await readdir(beside)).filter((file) => file.endsWith('.log'))
  expect(files).not.toEqual([])
  return Promise.all(files.map(async (file): Promise<[string, Buffer]> => [file, await readFile(join(beside, file))]))
}
