// gesso import: brings a copy that another server gave into a server.

import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import { askerOf, serverArgs } from './ask-server.ts'
import { Failure } from './exit.ts'

interface Answer {
  generations: number
  pictures: number
  left_out: Array<{ file: string; why: string }>
}

export default defineCommand({
  meta: { name: 'import', description: 'Bring a copy that a Gesso server gave (GET /v1/export) into a server' },
  args: {
    file: { type: 'positional', required: true, description: 'The ZIP archive of the copy' },
    ...serverArgs,
    json: { type: 'boolean', description: 'One JSON object: what came in, what was left out and why' },
  },
  async run({ args }) {
    const bytes = await readFile(args.file).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('usage', `The file ${args.file} cannot be read (${error.code}).`)
    })
    const ask = askerOf(args.server, args.key ?? readConfig().apiKey)
    const answer = (await (await ask('/v1/import', { method: 'POST', body: new Uint8Array(bytes) })).json()) as Answer
    if (args.json) console.log(JSON.stringify(answer))
    else {
      console.log(`Brought in ${answer.pictures} pictures of ${answer.generations} generations.`)
      for (const { file, why } of answer.left_out) console.error(`left out: ${file} (${why})`)
    }
    return answer.left_out.length > 0 && answer.pictures === 0 ? 1 : 0
  },
})
