// Measures labels and writes the tables of docs/labels.md: node bench/labels.ts [part or all] [checkpoint or folder of pictures] [how many]

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatRows, type FormatRow } from './labels/formats.ts'
import { picturesFrom } from './labels/pictures.ts'
import { measureSpeed, type Stage } from './labels/speed.ts'
import { changes, measureFalseAlarms, measureSurvival, type FalseAlarms, type Survival } from './labels/survival.ts'
import { tablesOf, writeTables } from './labels/tables.ts'
import { combinations, profileRow, type ProfileRow } from '../test/labels/profiles.ts'
import { record } from './record.ts'

/** What was measured last, part by part. */
export interface LabelResults {
  at512?: Survival
  at256?: Survival
  alarms?: FalseAlarms
  speed?: { stages: Stage[]; added: number; addedBytes: number }
  formats?: FormatRow[]
  profiles?: ProfileRow[]
}

const [part = 'all', source = join(import.meta.dirname, '../models/painter'), count = '200'] = process.argv.slice(2)
const pictures = Number(count)
/** Each unmarked picture is looked at as by this many instances. */
const secrets = 50

const parts: Record<keyof LabelResults, () => Promise<LabelResults>> = {
  at512: async () => ({ at512: await measureSurvival(source, pictures, 512) }),
  at256: async () => ({ at256: await measureSurvival(source, pictures, 256, Object.keys(changes).slice(0, 5)) }),
  alarms: async () => ({ alarms: await measureFalseAlarms(source, pictures, 512, secrets) }),
  speed: async () => {
    for await (const picture of picturesFrom(source, 1, 1024)) return { speed: await measureSpeed(picture, 25) }
    throw new Error(`no picture in ${source}`)
  },
  formats: async () => ({ formats: await formatRows() }),
  profiles: async () => {
    const rows = []
    for (const chosen of combinations) rows.push(await profileRow(chosen))
    return { profiles: rows }
  },
}

const file = join(import.meta.dirname, 'results/labels.json')
const before = await readFile(file, 'utf8').then(
  (text) => (JSON.parse(text) as { details: LabelResults }).details,
  () => ({}),
)
const chosen = Object.entries(parts).filter(([name]) => part === 'all' || part === name)
if (chosen.length === 0) throw new Error(`There is no part "${part}". Parts: all, ${Object.keys(parts).join(', ')}`)
let results: LabelResults = before
for (const [name, measure] of chosen) {
  console.log(`Measuring ${name} ...`)
  results = { ...results, ...(await measure()) }
}
await record({ name: 'labels', command: 'npm run bench labels', figures: figuresOf(results), details: results })
const manual = join(import.meta.dirname, '../docs/labels.md')
await writeFile(manual, writeTables(await readFile(manual, 'utf8'), tablesOf(results)))

function figuresOf({ at512, alarms, speed }: LabelResults): Record<string, string> {
  const rows = at512?.rows.map((row): [string, string] => [`found after: ${row.change}`, `${Math.round((row.found / row.of) * 1000) / 10} % of ${row.of}`]) ?? []
  return {
    ...Object.fromEntries(rows),
    ...(alarms ? { 'false alarms': `${alarms.alarms} of ${alarms.looks}` } : {}),
    ...(at512 ? { 'mean change of a pixel': `${at512.meanChange.toFixed(2)} of 255` } : {}),
    ...(speed ? { 'labels add to a PNG of 1024 x 1024': `${Math.round(speed.added)} ms` } : {}),
  }
}
