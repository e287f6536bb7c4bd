// Keeps the key of an engine: read from standard input, sealed under the vault, never shown.

import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { readConfig } from '../config.ts'
import { keepEngineKey } from '../engines/keys.ts'
import { chooseHome, prepareHome } from '../home.ts'
import { createSealing } from '../sealing/envelope.ts'
import { openFileVault } from '../sealing/file-vault.ts'
import { Failure } from './exit.ts'

/** @throws Failure; Stated `vault_in_use` while the server runs */
export async function keepKey(id: string): Promise<void> {
  const key = (await text(process.stdin)).trim()
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(id) || key === '' || /\s/.test(key)) throw new Failure('usage', 'Give the name of the engine, and its key alone on standard input.')
  const config = readConfig()
  const places = await prepareHome(await chooseHome(config.home, config.homeGiven))
  const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
  const vault = await openFileVault(places.vault, random)
  try {
    await keepEngineKey(id, key, vault, createSealing(random, random.bytes(32)), places.engines)
  } finally {
    await vault.close()
  }
}
