// gesso verify: says whether a receipt is unchanged, or what the labels of a picture tell, with the keys of this machine's server or by asking another.

import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { loadCharter } from '../charter/load.ts'
import { readConfig } from '../config.ts'
import type { LabelReport } from '../core/ports.ts'
import { charterIn, homeOf } from '../home.ts'
import { createLabels } from '../labels/labels.ts'
import { verdictWords, wordsOf } from '../labels/words.ts'
import { Failure } from './exit.ts'
import { looksLikeReceipt, textOfReceipt, verifyReceipt } from './verify-receipt.ts'

export default defineCommand({
  meta: { name: 'verify', description: 'Say what the labels of a picture tell (made here, marked, or no mark found), or whether a receipt is unchanged' },
  args: {
    picture: { type: 'positional', required: true, description: 'A PNG, JPEG or WebP file, or the JSON file of a receipt' },
    key: { type: 'string', valueHint: 'FILE', description: 'For a receipt: the public key (JSON) that must have signed it' },
    server: { type: 'string', valueHint: 'URL', description: 'Ask this Gesso server instead of using the keys of this machine' },
    json: { type: 'boolean', description: 'One JSON object instead of text' },
  },
  async run({ args }) {
    const file = await readFile(args.picture).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('usage', `The file ${args.picture} cannot be read (${error.code}).`)
    })
    if (looksLikeReceipt(file)) {
      const verdict = await verifyReceipt(file, args.key)
      console.log(args.json ? JSON.stringify(verdict, null, 2) : textOfReceipt(verdict))
      return 0
    }
    const report = args.server ? await askServer(args.server, file) : await checkHere(file)
    console.log(args.json ? JSON.stringify(report, null, 2) : textOf(report))
    return 0
  },
})

/** The keys are only read; where there are none, nothing can be called made here. */
async function checkHere(file: Uint8Array): Promise<LabelReport> {
  const config = readConfig()
  const labels = await createLabels(await loadCharter(charterIn(homeOf(config.home), config)), { folder: homeOf(config.home).labels, make: false })
  return labels.inspect(file)
}

async function askServer(server: string, file: Uint8Array): Promise<LabelReport> {
  const unreachable = (): Failure => new Failure('unreachable', `There is no Gesso server at ${server}.`)
  const address = URL.parse('/v1/verify', server)
  if (!address) throw new Failure('usage', `${server} is not an address, e.g. http://localhost:3000`)
  const init = { method: 'POST', body: file as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'application/octet-stream' } }
  const response = await fetch(address, init).catch(() => {
    throw unreachable()
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (response.ok && isReport(body)) return body
  const message = (body as { error?: { message?: string } } | undefined)?.error?.message
  throw message ? new Failure(response.status < 500 ? 'usage' : 'failed', message) : unreachable()
}

const isReport = (body: unknown): body is LabelReport => typeof body === 'object' && body !== null && 'verdict' in body && 'layers' in body

function textOf({ verdict, layers, width, height, format }: LabelReport): string {
  const lines = layers.map((layer) => {
    const facts = Object.entries(layer.facts).map(([name, value]) => `    ${name}: ${value}`)
    return [`  ${layer.layer}: ${wordsOf(layer).en}`, ...facts].join('\n')
  })
  return [verdictWords[verdict].en, `  ${width} x ${height} pixels, ${format.toUpperCase()}`, ...lines].join('\n')
}
