// gesso pull: fetches a model with its licence, size and digest shown first, checked, resumable; or takes it from a folder.

import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { defineCommand } from 'citty'
import { stringify } from 'yaml'
import { readConfig } from '../config.ts'
import { loadCharter } from '../charter/load.ts'
import { chooseHome, homeOf } from '../home.ts'
import { guardOutbound, type Door } from '../outbound/door.ts'
import { rules } from '../trust/index.ts'
import { exitCodes, Failure } from './exit.ts'
import { catalogue, type CatalogueModel } from './pull-catalogue.ts'
import { download, isAsSaid, sha256Of, type Wanted } from './pull-download.ts'
import { findFile, hostsOf, hubs, type Hub } from './pull-hub.ts'
import { checkPin, readPins, writePins } from './pull-pins.ts'

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(2)} GiB`

export default defineCommand({
  meta: { name: 'pull', description: 'Fetch an open model; without a name, list those there are' },
  args: {
    model: { type: 'positional', required: false, description: 'Name of a model of the list' },
    hub: { type: 'string', default: 'huggingface', valueHint: 'HUB', description: 'huggingface or modelscope' },
    mirror: { type: 'string', valueHint: 'URL', description: 'A mirror that speaks like the hub' },
    from: { type: 'string', valueHint: 'DIR', description: 'Take the files from this folder, by their own names' },
    to: { type: 'string', valueHint: 'DIR', description: 'Where to put them; usual: models/NAME in the data folder' },
    renew: { type: 'boolean', description: 'Take the newest files, also where others were fetched before' },
    yes: { type: 'boolean', description: 'Fetch at once; without it only licence, size and digest are shown' },
  },
  async run({ args }) {
    if (!args.model) return listModels()
    const model = catalogue.find(({ id }) => id === args.model)
    if (!model) throw new Failure('usage', `There is no model "${args.model}". There are: ${catalogue.map(({ id }) => id).join(', ')}.`)
    const config = readConfig()
    const folder = resolve(args.to ?? join(homeOf(await chooseHome(config.home, config.homeGiven)).models, model.id))
    if (args.from) return takeFrom(model, args.from, folder)
    if (!(args.hub in hubs)) throw new Failure('usage', `There is no hub "${args.hub}". Use huggingface or modelscope.`)
    return pull(model, { hub: args.hub as Hub, address: (args.mirror ?? hubs[args.hub as Hub]).replace(/\/+$/, ''), folder, yes: args.yes ?? false, renew: args.renew ?? false })
  },
})

function listModels(): void {
  for (const { id, title, files } of catalogue) console.log(`${id}  ${title}\n  ${[...new Set(files.map(({ licence, repository }) => `${repository} (${licence})`))].join(', ')}`)
}

interface Pull {
  hub: Hub
  address: string
  folder: string
  yes: boolean
  renew: boolean
}

async function pull(model: CatalogueModel, { hub, address, folder, yes, renew }: Pull): Promise<number> {
  const charter = await loadCharter('local')
  const door = guardOutbound({ rules, charter: { ...charter, outbound: { ...charter.outbound, hosts: hostsOf(address) } } })
  const pins = renew ? undefined : await readPins(folder)
  const found: Wanted[] = []
  for (const file of model.files) {
    const pin = pins?.get(file.saveAs)
    const wanted = await reached(() => findFile(door.fetch, hub, address, file, hub === 'huggingface' ? pin?.revision : undefined))
    checkPin(pin, wanted)
    found.push(wanted)
    console.log(`${file.saveAs}  ${gibibytes(wanted.size)}  ${file.licence}  ${wanted.sha256 ? `sha256 ${wanted.sha256}` : `git ${wanted.gitId}`}${wanted.revision ? `  revision ${wanted.revision.slice(0, 12)}` : ''}\n  ${wanted.url}`)
  }
  const size = found.reduce((sum, one) => sum + one.size, 0)
  console.log(`Together ${gibibytes(size)}; drawing takes about ${gibibytes(size + 2 * 2 ** 30)} of memory. Into ${folder}`)
  if (!yes) {
    console.log('Nothing was fetched: add --yes.')
    return exitCodes.done
  }
  await mkdir(folder, { recursive: true })
  for (const [place, file] of model.files.entries()) await fetchOne(door, found[place] as Wanted, join(folder, file.saveAs))
  await writePins(folder, model.files.map(({ saveAs }, place) => ({ file: saveAs, wanted: found[place] as Wanted })))
  await finish(model, folder)
  return exitCodes.done
}

async function fetchOne(door: Door, wanted: Wanted, file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined)
  await mkdir(dirname(file), { recursive: true })
  if (there?.size === wanted.size && (await isAsSaid(file, wanted))) return console.log(`${file} is there already.`)
  let shown = -1
  const tell = (bytes: number, size: number): void => {
    const part = Math.floor((bytes * 100) / size)
    if (part === shown || !process.stderr.isTTY) return
    shown = part
    process.stderr.write(`\r\u001b[2K${file} ${part} %`)
  }
  await download(wanted, file, { reach: door.fetch, tell, pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)) })
  console.log(`${file} is there, whole and checked.`)
}

/** Nobody says what the digests must be, so they are shown. */
async function takeFrom(model: CatalogueModel, from: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  for (const { path, saveAs } of model.files) {
    const nested = join(from, path)
    const source = (await stat(nested).catch(() => undefined)) ? nested : join(from, path.split('/').at(-1) ?? path)
    await mkdir(dirname(join(folder, saveAs)), { recursive: true })
    await copyFile(source, join(folder, saveAs)).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('usage', `${source} cannot be copied (${error.code}).`)
    })
    console.log(`${saveAs}  sha256 ${await sha256Of(join(folder, saveAs))}`)
  }
  await finish(model, folder)
  return exitCodes.done
}

async function finish(model: CatalogueModel, folder: string): Promise<void> {
  const own = model.entry(folder)
  const program = 'program' in own ? '; program is the path of sd-server' : ''
  await writeFile(join(folder, 'engine.yaml'), `# Put this below "engines:" in your charter${program}.\n${stringify([own], { lineWidth: 0 })}`)
  console.log(`${model.id} is there. ${join(folder, 'engine.yaml')} is its entry for the charter.`)
}

async function reached<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw error instanceof Failure ? error : new Failure('unreachable', `The hub cannot be reached: ${(error as Error).message}`)
  })
}
