// gesso key: the operator's own API keys, made, listed and revoked in the database of a running server.

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import { keyScopes, type Scope } from '../core/callers.ts'
import { newKey } from '../core/new-keys.ts'
import type { KeyRow, Store } from '../core/ports.ts'
import { chooseHome, homeOf } from '../home.ts'
import { houseOwner } from '../identity/owner.ts'
import { createSealing } from '../sealing/envelope.ts'
import { createPostgresStore } from '../storage/postgres/store.ts'
import { Failure } from './exit.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const home = { type: 'string', valueHint: 'DIR', description: 'Data folder of the server; usual: GESSO_HOME' } as const
const possible: readonly Scope[] = [...keyScopes, 'operate']

const create = defineCommand({
  meta: { name: 'create', description: 'Make a key for the operator; it is shown once' },
  args: {
    scopes: { type: 'string', valueHint: 'LIST', description: `What it may do, with commas: ${possible.join(', ')}; usual: the first three` },
    days: { type: 'string', valueHint: 'N', description: 'Days until it ends; usual: it has no end' },
    'per-minute': { type: 'string', valueHint: 'N', description: 'Most requests to make pictures in a minute' },
    'signed-tokens': { type: 'boolean', description: 'It also signs tokens, as old clients of Z.ai do; for that its secret is kept, sealed, until it is revoked' },
    home,
  },
  async run({ args }) {
    const scopes = (args.scopes ?? keyScopes.join(',')).split(',').map((scope) => scope.trim())
    const wrong = scopes.find((scope) => !possible.some((one) => one === scope))
    if (wrong !== undefined) throw new Failure('usage', `There is no scope "${wrong}". Use some of: ${possible.join(', ')}.`)
    const createdAt = new Date()
    const days = wholeNumber('--days', args.days)
    const { key, kept } = newKey(random, createSealing(random, random.bytes(32)), args['signed-tokens'] ? await readSigningLock(args.home) : undefined)
    const row: KeyRow = {
      ...kept,
      owner: houseOwner,
      scopes,
      createdAt,
      expiresAt: days === undefined ? undefined : new Date(createdAt.getTime() + days * 86_400_000),
      perMinute: wholeNumber('--per-minute', args['per-minute']),
    }
    await inStore(args.home, (store) => store.keys.insert(row))
    console.error(`Made ${row.id}. The key is shown this once:`)
    console.log(key)
    return 0
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'List the operator\'s keys' },
  args: { home },
  async run({ args }) {
    const now = new Date()
    for (const row of await inStore(args.home, (store) => store.keys.listOf(houseOwner))) {
      const state = row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= now ? 'expired' : 'works'
      console.log([row.id, row.hint ?? '', state, row.scopes.join(','), `made ${row.createdAt.toISOString().slice(0, 10)}`, row.lastUsedAt ? `used ${row.lastUsedAt.toISOString().slice(0, 13)}h` : 'never used'].join('  '))
    }
    return 0
  },
})

const revoke = defineCommand({
  meta: { name: 'revoke', description: 'Revoke a key; from then on every server refuses it' },
  args: { id: { type: 'positional', required: true, description: 'Id of the key, as list shows it' }, home },
  async run({ args }) {
    await inStore(args.home, async (store) => {
      if ((await store.keys.get(args.id))?.owner !== houseOwner) throw new Failure('usage', `The operator has no key "${args.id}". gesso key list shows them.`)
      await store.keys.revoke(args.id, new Date())
    })
    console.log(`Revoked ${args.id}.`)
    return 0
  },
})

/** The server has the vault, and has laid down the public half of its lock. */
async function readSigningLock(asked: string | undefined): Promise<Uint8Array> {
  const file = homeOf(await folderOf(asked)).signingLock
  const lock = await readFile(file).catch(() => undefined)
  if (lock?.length !== 32) throw new Failure('usage', `There is no ${file}. Start this version of the server once, or name its data folder with --home.`)
  return new Uint8Array(lock)
}

async function folderOf(asked: string | undefined): Promise<string> {
  const config = readConfig()
  return asked ?? chooseHome(config.home, config.homeGiven)
}

/** Beside the server that runs on it: a key needs nothing secret of the vault. */
async function inStore<T>(asked: string | undefined, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = await folderOf(asked)
  const url = readConfig().databaseUrl ?? (await readFile(join(folder, 'postgres.url'), 'utf8').catch(() => undefined))?.trim()
  if (!url) throw new Failure('usage', `There is no database in ${folder}. Start the server first, or name its data folder with --home.`)
  const store = await createPostgresStore({ url, connections: 1 })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Failure('usage', `${name} must be a whole number from 1.`)
  return value
}

export default defineCommand({
  meta: { name: 'key', description: 'Make, list and revoke the operator\'s API keys' },
  subCommands: { create, list, revoke },
})
