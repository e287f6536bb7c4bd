// gesso engines list | add | check | key: what draws, adding an engine in one line, trying it out, keeping its key.

import { defineCommand } from 'citty'
import { CharterInvalid, loadCharter } from '../charter/load.ts'
import type { EngineEntry } from '../charter/sections/engines.ts'
import { readConfig } from '../config.ts'
import { charterIn, homeOf } from '../home.ts'
import { addEngine } from './engines-add.ts'
import { checkEngine } from './engines-check.ts'
import { keepKey } from './engines-key.ts'
import { readStandings, steer, type Shown } from './engines-live.ts'
import { serverArgs } from './ask-server.ts'
import { Failure } from './exit.ts'

const charter = { type: 'string', valueHint: 'NAME|FILE', description: 'Charter; usual: GESSO_CHARTER' } as const
function charterOf(given: string | undefined): string {
  const config = readConfig()
  return given ?? charterIn(homeOf(config.home), config)
}

const list = defineCommand({
  meta: { name: 'list', description: 'Show the engines of a charter; with --server also how they are doing' },
  args: {
    charter,
    server: { type: 'string', valueHint: 'URL', description: 'A running Gesso, e.g. http://127.0.0.1:3000' },
    key: { type: 'string', valueHint: 'KEY', description: 'Operator key for it; usual: GESSO_API_KEY' },
    json: { type: 'boolean', description: 'One JSON array instead of text' },
  },
  async run({ args }) {
    const entries = args.server ? await readStandings(args.server, args.key ?? readConfig().apiKey) : (await loadCharter(charterOf(args.charter))).engines.map(fromEntry)
    if (args.json) return console.log(JSON.stringify(entries, null, 2))
    for (const entry of entries) console.log(lineOf(entry))
  },
})

function fromEntry({ id, driver, modality, on, place = 'here', models = [], price }: EngineEntry): Shown {
  return { id, driver, modality, on, place: place === 'here' ? null : place, models: models.map((model) => model.id), price_micro: price }
}

function lineOf({ id, driver, modality, on, place, models, price_micro, paused, timings, standings }: Shown): string {
  const where = place ? `${place.name}, ${place.country}` : 'here'
  const facts = [`${id}  ${driver}  ${modality}  ${on ? (paused ? 'PAUSED' : 'on') : 'OFF'}  ${where}`, models.join(', ') || '(its own models)', `price ${price_micro / 1_000_000} a picture`]
  if (timings) facts.push(`a picture takes ${timings.median_ms} ms (19 of 20 below ${timings.slowest_ms} ms, by the newest ${timings.count})`)
  if (timings === null && modality === 'images') facts.push('no time known: nothing drawn yet')
  const live = (standings ?? []).map(({ ready, breaker, median_ms, slowest_ms, pictures, faults, waiting, canary }) => {
    const speed = median_ms === null ? 'nothing drawn yet' : `${median_ms} ms (19 of 20 below ${slowest_ms} ms)`
    const drift = canary ? `; canary ${canary.milliseconds} ms${canary.changed === null ? '' : `, changed ${Math.round(canary.changed * 100)} %`}` : ''
    return `  ${ready ? 'well' : 'NOT WELL'}, breaker ${breaker}, ${speed}, ${pictures} pictures, ${faults} faults, ${waiting} waiting${drift}`
  })
  if (standings && live.length === 0) live.push('  no worker has said anything in the last two minutes')
  return [facts.join('  '), ...live].join('\n')
}

const add = defineCommand({
  meta: { name: 'add', description: 'Write an engine into a charter file, e.g. gesso engines add my.yaml sglang --url http://127.0.0.1:30000/v1 --model z-image-turbo' },
  args: {
    file: { type: 'positional', required: true, description: 'Path of the charter file' },
    id: { type: 'positional', required: true, description: 'Name of the engine' },
    driver: { type: 'string', default: 'openai-compatible', valueHint: 'DRIVER', description: 'openai-compatible, zai, stable-diffusion.cpp, onnx or painter' },
    modality: { type: 'string', valueHint: 'KIND', description: 'What it makes; usual: images; others are relayed: language, embeddings, speech, transcription, video' },
    url: { type: 'string', valueHint: 'URL', description: 'Its address, with the version' },
    program: { type: 'string', valueHint: 'PATH', description: 'Path of sd-server' },
    folder: { type: 'string', valueHint: 'DIR', description: 'Folder of the model (onnx, painter)' },
    model: { type: 'string', valueHint: 'A,B', description: 'Models it is used for' },
    'key-env': { type: 'string', valueHint: 'NAME', description: 'Environment variable with its key' },
    place: { type: 'string', valueHint: 'NAME,CC', description: 'Who gets the prompts, and the country in two letters' },
    terms: { type: 'string', valueHint: 'URL', description: 'Address of its terms' },
    retention: { type: 'string', valueHint: 'WORDS', description: 'How long it keeps what it gets, e.g. "30 days"' },
    price: { type: 'string', valueHint: 'MICRO', description: 'Micro-units of the currency for one picture' },
  },
  async run({ args }) {
    console.log(await inWords(() => addEngine(args.file, args)))
  },
})

const check = defineCommand({
  meta: { name: 'check', description: 'Ask an engine whether it is well and have it draw one picture' },
  args: {
    id: { type: 'positional', required: true, description: 'Name of the engine in the charter' },
    charter,
    prompt: { type: 'string', default: 'a red apple on a white table', description: 'What to draw' },
    out: { type: 'string', valueHint: 'FILE', description: 'Keep the picture, as PNG' },
  },
  async run({ args }) {
    const loaded = await inWords(() => loadCharter(charterOf(args.charter)))
    for await (const line of checkEngine(loaded, args.id, args.prompt, args.out)) console.log(line)
  },
})

const steering = defineCommand({
  meta: { name: 'steer', description: 'Have a running server pause an engine, go on with it, try it again now or draw its canary' },
  args: {
    id: { type: 'positional', required: true, description: 'Name of the engine' },
    action: { type: 'positional', required: true, description: 'pause, resume, try-now or canary' },
    ...serverArgs,
  },
  async run({ args }) {
    const shown = await steer(args.server, args.key ?? readConfig().apiKey, args.id, args.action)
    if (shown) console.log(lineOf(shown))
  },
})

const key = defineCommand({
  meta: { name: 'key', description: 'Keep the key of an engine, read from standard input, under the vault: gesso engines key zai < key.txt' },
  args: { id: { type: 'positional', required: true, description: 'Name of the engine' } },
  async run({ args }) {
    await keepKey(args.id)
    console.log(`The key of "${args.id}" is kept. Set "key: vault" for the engine and start the server anew.`)
  },
})

/** A charter that cannot be used is the caller's to mend. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw error instanceof CharterInvalid ? new Failure('usage', error.message) : error
  })
}

export default defineCommand({
  meta: { name: 'engines', description: 'Show, add and try engines' },
  subCommands: { list, add, check, key, steer: steering },
})
