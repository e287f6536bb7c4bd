// gesso restore: makes a home folder from a backup, with today's vault or without any keys.

import { randomBytes } from 'node:crypto'
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { homeOf, prepareHome } from '../home.ts'
import { readVault, writeVault } from '../sealing/vault-copy.ts'
import { readBackup, restoreBackup } from '../storage/backup.ts'
import { Failure } from './exit.ts'
import { sentenceOr } from './operating.ts'

export default defineCommand({
  meta: { name: 'restore', description: 'Make a new data folder from a backup' },
  args: {
    folder: { type: 'positional', required: true, description: 'Folder that gesso backup made' },
    home: { type: 'string', required: true, valueHint: 'DIR', description: 'The data folder to make: new or empty' },
    vault: { type: 'string', valueHint: 'DIR', description: "Today's vault, e.g. data/vault: its keys are copied; without it nothing of the backup can be opened" },
  },
  async run({ args }) {
    await sentenceOr(() => restoreHome(args.folder, args.home, args.vault))
    console.log(`Restored to ${args.home}. Start it with GESSO_HOME=${args.home} npm start.`)
    if (!args.vault) console.log('There are no keys in it: pictures and words of the backup stay shut. Restore again with --vault to open them.')
    return 0
  },
})

/** Keys that were destroyed since the backup are not in today's vault: what was erased stays unreadable. */
export async function restoreHome(from: string, home: string, vault: string | undefined): Promise<void> {
  const places = homeOf(home)
  const found = await readdir(places.home).catch((): string[] => [])
  if (found.length > 0) throw new Failure('usage', `${places.home} is not empty. Choose a new folder.`)
  await readBackup(from)
  const holdings = vault === undefined ? undefined : await readVault(vault)
  try {
    await prepareHome(places.home)
    await restoreBackup(from, places)
    if (holdings) await writeVault(places.vault, holdings, { bytes: (count) => new Uint8Array(randomBytes(count)) })
    // Beside a vault lie the keys that labels are signed with; an export may have none.
    if (vault !== undefined) await cp(join(vault, '../labels'), places.labels, { recursive: true }).catch(() => undefined)
  } catch (error) {
    for (const name of await readdir(places.home).catch((): string[] => [])) await rm(join(places.home, name), { recursive: true, force: true })
    throw error
  }
}
