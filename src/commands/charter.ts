// gesso charter new | check | explain | diff: what a charter says, whether it can be kept, and what a change changes.

import { defineCommand } from 'citty'
import { loadCharter } from '../charter/load.ts'
import { newCharter } from './charter-new.ts'
import { diffCharters, settingsTable, valuesOf } from '../charter/settings.ts'

const file = { type: 'positional', required: true, description: 'Name of a charter in charters/, or the path of a YAML file' } as const

const check = defineCommand({
  meta: { name: 'check', description: 'Say whether a charter can be used; exit code 2 when not' },
  args: { file },
  async run({ args }) {
    await orExit(async () => {
      const charter = await loadCharter(args.file)
      console.log(`The charter "${charter.name}" can be used (version ${charter.version}).`)
    })
  },
})

const explain = defineCommand({
  meta: { name: 'explain', description: 'List every setting with its value, meaning and limits' },
  args: { file: { ...file, required: false, default: 'local' }, json: { type: 'boolean', description: 'One JSON array instead of text' } },
  async run({ args }) {
    await orExit(async () => {
      const values = valuesOf(await loadCharter(args.file))
      const settings = settingsTable().map((setting) => ({ ...setting, value: values.get(setting.path) }))
      if (args.json) return console.log(JSON.stringify(settings, null, 2))
      for (const { path, value, meaning, limits, usual } of settings) {
        console.log(`${path} = ${value}\n    ${meaning}\n    May be: ${limits}.${usual === undefined ? '' : ` Usual: ${usual}.`}\n`)
      }
    })
  },
})

const diff = defineCommand({
  meta: { name: 'diff', description: 'Show which settings differ between two charters; exit code 1 when any does' },
  args: { file, other: { type: 'positional', required: true, description: 'The charter to compare with' } },
  async run({ args }) {
    await orExit(async () => {
      const changes = diffCharters(await loadCharter(args.file), await loadCharter(args.other))
      for (const { path, before, after } of changes) console.log(`${path}: ${before} -> ${after}`)
      if (changes.length === 0) console.log('No setting differs.')
      else process.exitCode = 1
    })
  },
})

export default defineCommand({
  meta: { name: 'charter', description: 'Make, check, explain and compare charters' },
  subCommands: { new: newCharter, check, explain, diff },
})

async function orExit(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}
