// gesso vault export | import: a copy of the keys that several people open together, and bringing it back without what was erased since.

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import { chooseHome, homeOf, type Places } from '../home.ts'
import { keepLivingKeys } from '../sealing/living-keys.ts'
import { readVault, writeVault } from '../sealing/vault-copy.ts'
import { exportVault, importVault } from '../sealing/vault-export.ts'
import { addressOfRunning } from '../storage/postgres/backup.ts'
import { readEverything, readKeyNames } from '../storage/postgres/everything.ts'
import { launchPostgres } from '../storage/postgres/launch.ts'
import { Failure } from './exit.ts'
import { sentenceOr } from './operating.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const home = { type: 'string', valueHint: 'DIR', description: 'Data folder; usual: GESSO_HOME' } as const

const exporting = defineCommand({
  meta: { name: 'export', description: 'Write all keys into one locked file, and print the shares that open it together' },
  args: {
    file: { type: 'positional', required: true, description: 'A new file' },
    shares: { type: 'string', default: '3', valueHint: 'N', description: 'How many shares' },
    needed: { type: 'string', default: '2', valueHint: 'N', description: 'How many of them open the file' },
    home,
  },
  async run({ args }) {
    const [shares, needed] = [Number(args.shares), Number(args.needed)]
    if (!Number.isInteger(shares) || !Number.isInteger(needed) || needed < 2 || shares < needed || shares > 255) {
      throw new Failure('usage', 'Two or more shares must be needed, of as many or more: e.g. --shares 3 --needed 2.')
    }
    const places = await placesOf(args.home)
    const made = exportVault(await readVault(places.vault), shares, needed, random)
    await writeFile(resolve(args.file), made.file, { mode: 0o600, flag: 'wx', flush: true }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('failed', `${args.file} cannot be written (${error.code}). Choose a new file.`)
    })
    for (const share of made.shares) console.log(share)
    console.error(`Wrote ${args.file}. Give each line to another person: any ${needed} of the ${shares} open it, and they are shown this once. Everything erased from now on can be opened with this file until it is destroyed.`)
    return 0
  },
})

const importing = defineCommand({
  meta: { name: 'import', description: 'Make the vault of a data folder that lost its own; what was erased since the export stays erased' },
  args: {
    file: { type: 'positional', required: true, description: 'The file that gesso vault export wrote' },
    shares: { type: 'string', required: true, valueHint: 'FILE', description: 'Text file with one share a line' },
    home,
  },
  async run({ args }) {
    const { kept, dropped } = await sentenceOr(async () => bringBack(await placesOf(args.home), args.file, args.shares))
    console.log(`Brought back ${kept} keys. ${dropped} keys belong to nothing that the database still knows, and were left out.`)
    return 0
  },
})

/** The database is the newest there is: what it does not know was forgotten. */
export async function bringBack(places: Places, file: string, sharesFile: string): Promise<{ kept: number; dropped: number }> {
  const lines = (await readFile(sharesFile, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const bytes = new Uint8Array(await readFile(file))
  let old
  try {
    old = importVault(bytes, lines)
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('usage', `The vault cannot be brought back: ${error.message}.`)
    throw error
  }
  const running = await addressOfRunning(places.postgres)
  const own = running ? undefined : await launchPostgres({ folder: places.postgres, logs: places.logs })
  try {
    const now = new Date()
    const database = running ?? own?.url ?? ''
    const living = (await readEverything(database)).filter((thing) => !thing.deleted && !(thing.deadline && thing.deadline <= now))
    const { holdings, dropped } = keepLivingKeys(old, living, await readKeyNames(database))
    await writeVault(places.vault, holdings, random)
    return { kept: holdings.pairs.size, dropped }
  } finally {
    await own?.stop()
  }
}

async function placesOf(asked: string | undefined): Promise<Places> {
  const config = readConfig()
  return homeOf(asked ?? (await chooseHome(config.home, config.homeGiven)))
}

export default defineCommand({
  meta: { name: 'vault', description: 'Copy the keys for the worst case, and bring them back' },
  subCommands: { export: exporting, import: importing },
})
