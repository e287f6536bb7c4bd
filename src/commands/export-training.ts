// gesso export-training: the only way of content into a set for training; what nobody switched on is not in it.

import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { unzipSync } from 'fflate'
import { readConfig } from '../config.ts'
import type { TrainingCount } from '../core/training.ts'
import { askerOf, serverArgs } from './ask-server.ts'
import { Failure } from './exit.ts'

export default defineCommand({
  meta: { name: 'export-training', description: 'Write what may be used to train models into a new archive' },
  args: { file: { type: 'positional', required: true, description: 'A new ZIP file' }, ...serverArgs },
  async run({ args }) {
    const ask = askerOf(args.server, args.key ?? readConfig().apiKey)
    const bytes = new Uint8Array(await (await ask('/v1/training')).arrayBuffer())
    await writeFile(resolve(args.file), bytes, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('failed', `${args.file} cannot be written (${error.code}). Choose a new file.`)
    })
    const { looked, taken, refused } = JSON.parse(new TextDecoder().decode(unzipSync(bytes, { filter: ({ name }) => name === 'count.json' })['count.json'])) as TrainingCount
    const why = Object.entries(refused).map(([who, count]) => `${who} ${count}`)
    console.log(`Wrote ${args.file}: ${taken} of ${looked} orders.${why.length > 0 ? ` Refused: ${why.join(', ')}.` : ''}`)
    return 0
  },
})
