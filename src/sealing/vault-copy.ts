// Reads a vault without locking it, and writes another one with the same keys: for restoring, exporting and checking.

import { readdir } from 'node:fs/promises'
import { Stated } from '../core/errors.ts'
import type { Random } from '../core/ports.ts'
import { readVaultFolder, writeVaultFolder } from './file-vault.ts'
import { openVaultDisk } from './vault-disk.ts'
import type { Holdings } from './vault-records.ts'

export type { Holdings } from './vault-records.ts'

/** Everything that this vault holds now; a server that uses it may change it meanwhile. @throws Stated `vault_broken` */
export async function readVault(folder: string): Promise<Holdings> {
  const names = await readdir(folder).catch((): string[] => [])
  if (!names.some((name) => /^vault-\d+$/.test(name))) throw new Stated('vault_broken', { folder, reason: 'there is no vault in it' })
  const disk = await openVaultDisk(folder)
  for (let tries = 0; ; tries++) {
    try {
      return await readVaultFolder(disk, folder)
    } catch (error) {
      // Files were replaced between two reads.
      if (tries >= 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** @throws Stated `vault_broken` when there is a vault in the folder already */
export async function writeVault(folder: string, holdings: Holdings, random: Random): Promise<void> {
  const disk = await openVaultDisk(folder)
  if ((await disk.names()).some((name) => name.startsWith('vault-'))) throw new Stated('vault_broken', { folder, reason: 'it holds other keys already' })
  await writeVaultFolder(disk, folder, holdings, random)
}
