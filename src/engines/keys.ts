// The keys of engines: from the environment, or from the vault's shelf; never written into a charter.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineEntry } from '../charter/sections/engines.ts'
import type { KeyName, Sealing, Vault } from '../core/ports.ts'

/** By the engine's id. One that is not found is left out; its engine says so when it is used. */
export type EngineKeys = Record<string, string>

const lock: KeyName = 'server/engines'
const fileOf = (folder: string, id: string): string => join(folder, `engine-${id}.key`)

export async function readEngineKeys(
  entries: readonly EngineEntry[],
  readVariable: (name: string) => string | undefined,
  vault: Vault,
  sealing: Pick<Sealing, 'open'>,
  folder: string,
): Promise<EngineKeys> {
  const keys: EngineKeys = {}
  for (const { id, key, on } of entries) {
    if (!key || !on) continue
    const found = key === 'vault' ? await openKey(id, vault, sealing, folder) : readVariable(key.environment)
    if (found) keys[id] = found
  }
  return keys
}

/** Sealed to the vault: the file alone opens nothing. */
export async function keepEngineKey(id: string, key: string, vault: Vault, sealing: Pick<Sealing, 'seal'>, folder: string): Promise<void> {
  const sealed = sealing.seal(`engine/${id}`, [await vault.publicKey(lock)], new TextEncoder().encode(key))
  await writeFile(fileOf(folder, id), sealed, { mode: 0o600 })
}

async function openKey(id: string, vault: Vault, sealing: Pick<Sealing, 'open'>, folder: string): Promise<string | undefined> {
  const [own, sealed] = await Promise.all([vault.privateKey(lock), readFile(fileOf(folder, id)).catch(() => undefined)])
  return own && sealed && new TextDecoder().decode(sealing.open(`engine/${id}`, [own], new Uint8Array(sealed)))
}
