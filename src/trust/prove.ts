// Runs the scenario of a published sentence against the whole program, with the rule (must hold) and without it (must fail).

import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestAppOptions } from '../../test/harness.ts'
import { createRouter } from '../engines/router.ts'
import { openLetter } from '../messages/outbox.ts'
import { guardOutbound, type Door } from '../outbound/door.ts'
import { rules } from './index.ts'
import type { RuleId } from './ids.ts'

type Made = ReturnType<typeof engineOf>

export interface Sentence {
  rule: RuleId
  /** The published sentence, word for word, placeholders unfilled. */
  sentence: string
  options?: Pick<TestAppOptions, 'charter' | 'http' | 'worker'>
  /** An engine in place of the painter, as an unfriendly one might behave. */
  engine?: StrangeEngine
}

/** Where it says that prompts go, and what it does when it is asked to draw. */
export interface StrangeEngine {
  sendsDataTo: 'here' | { name: string; country: string; termsUrl: string; keepsFor: string }
  draw(prompt: string, door: Door): Promise<void>
}

/** What a proof can see: HTTP, database, disk and log. */
export interface World {
  home: string
  fetch: TestApp['fetch']
  get: TestApp['get']
  post: TestApp['post']
  ended: TestApp['ended']
  /** Draws one picture and waits for it. */
  draw(order?: Record<string, unknown>, headers?: Record<string, string>): Promise<{ generation: any; image: any }>
  /** Signs somebody up by a code that is mailed to them. */
  signUp(mail: string, headers?: Record<string, string>): Promise<{ cookie: string; person: string; account: string }>
  /** What was written to this address, newest first: template and values. */
  letters(address: string): Promise<Array<{ template: string; values: Record<string, string> }>>
  sql(text: string, values?: unknown[]): Promise<any[]>
  /** Every file below a folder of the home folder, by its path there. */
  disk(folder: 'files' | 'logs' | '.'): Promise<Map<string, Buffer>>
  /** Names of the keys in the vault. */
  keys(prefix: string): Promise<string[]>
  /** Takes a file away as a broken disk would. */
  unlink(path: string): Promise<void>
  now(): Date
  advance(milliseconds: number): void
  /** The operator's file says this from now on; it counts when its notice is over. */
  announce: TestApp['announce']
  startWorker(): void
  sweep: TestApp['sweep']
  probe: TestApp['probe']
}

/** Declares one test: the scenario must pass with all rules and must fail when this one is taken away. */
export function prove(claim: Sentence, scenario: (world: World) => Promise<void>): void {
  test(`${claim.rule}: ${claim.sentence}`, { timeout: 120_000 }, async () => {
    const rule = rules.find((one) => one.id === claim.rule)
    expect(rule?.statements, 'the sentence is one of the rule').toContain(claim.sentence)
    await inWorld(claim, rules, scenario)
    const without = rules.filter((one) => one !== rule)
    await expect(inWorld(claim, without, scenario), 'without its rule the promise must be broken').rejects.toThrow()
  })
}

async function inWorld(claim: Sentence, inForce: typeof rules, scenario: (world: World) => Promise<void>): Promise<void> {
  let made: Made | undefined
  const { engine } = claim
  const app = await createTestApp({
    ...claim.options,
    rules: inForce,
    parts: engine && ((real) => (made = engineOf(real, engine))),
  })
  // As main does it; from here on only the door leads out.
  const door = guardOutbound({ rules: inForce, charter: app.charter })
  if (made) made.door = door
  const database = new pg.Client({ connectionString: app.databaseUrl })
  try {
    await database.connect()
    await scenario(worldOf(app, database))
  } finally {
    await database.end()
    door.release()
    await app.close()
  }
}

function worldOf(app: TestApp, database: pg.Client): World {
  const { fetch, get, post, ended, sweep, probe, announce, home, clock } = app
  return {
    home,
    fetch,
    get,
    post,
    ended,
    sweep,
    probe,
    announce,
    async draw(order = {}, headers = undefined) {
      const { status, body } = await post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, ...order }, headers)
      expect(status, JSON.stringify(body)).toBe(202)
      const generation = await ended(body.id, headers)
      expect(generation.state).toBe('finished')
      return { generation, image: generation.images[0] }
    },
    signUp: (mail, headers) => signUp(app, mail, headers),
    letters: (address) => lettersTo(app, address),
    sql: async (text, values) => (await database.query(text, values)).rows,
    disk: (folder) => readAll(join(home, folder)),
    keys: (prefix) => app.parts.vault.names(prefix),
    unlink: (path) => rm(path),
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    startWorker: () => void app.app.startWorker('later'),
  }
}

async function lettersTo({ parts }: Pick<TestApp, 'parts'>, address: string): Promise<Array<{ template: string; values: Record<string, string> }>> {
  await parts.messages.settled()
  const rows = await parts.store.messages.newest(20)
  const opened = await Promise.all(rows.map(async (row) => ({ template: row.template, letter: await openLetter(parts, row) })))
  return opened.flatMap(({ template, letter }) => (letter?.address === address ? [{ template, values: letter.values }] : []))
}

async function signUp({ parts, get, post }: TestApp, mail: string, headers?: Record<string, string>): Promise<{ cookie: string; person: string; account: string }> {
  const { body: sent } = await post('/v1/sign-in/codes', { mail }, headers)
  const code = (await lettersTo({ parts }, mail)).find(({ values }) => values.code)?.values.code
  const signed = await post('/v1/sign-in/code', { ticket: sent.ticket, code }, headers)
  expect(signed.status, JSON.stringify(signed.body)).toBe(200)
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { cookie, person: signed.body.person, account: (await get('/v1/account', { cookie })).body.id }
}

/** The painter's cards with other hands behind them. */
function engineOf(real: TestApp['parts'], strange: StrangeEngine) {
  const made = {
    door: undefined as Door | undefined,
    router: createRouter(
      [
        {
          id: 'stranger',
          facts: { models: real.router.cards().map(({ card }) => card), sendsDataTo: strange.sendsDataTo, pricePerPicture: 0n },
          async generate(order) {
            if (!made.door) throw new Error('asked before the door was there')
            await strange.draw(order.prompt, made.door)
            const rgb = new Uint8Array(order.width * order.height * 3).fill(128)
            const pictures = order.seeds.map((seed) => ({ seed, width: order.width, height: order.height, rgb }))
            return { pictures, warnings: [], used: {} }
          },
          health: async () => ({ ready: true }),
          close: async () => undefined,
        },
      ],
      real.charter,
      real.log,
    ),
  }
  return made
}

async function readAll(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) found.set(path, await readFile(path))
  }
  return found
}
