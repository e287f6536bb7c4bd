// gesso hosts: what the server may connect to, and what its processes really did.

import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import type { HostsBody } from '../http/schemas/evidence.ts'
import { askerOf, serverArgs } from './ask-server.ts'

export default defineCommand({
  meta: { name: 'hosts', description: 'Hosts that the server may connect to, and those that it did' },
  args: {
    days: { type: 'string', default: '30', valueHint: 'DAYS', description: 'Days back from today' },
    ...serverArgs,
    json: { type: 'boolean', description: 'One JSON object' },
  },
  async run({ args }) {
    const ask = askerOf(args.server, args.key ?? readConfig().apiKey)
    const body = (await (await ask(`/v1/hosts?days=${encodeURIComponent(args.days)}`)).json()) as HostsBody
    if (args.json) {
      console.log(JSON.stringify(body))
      return 0
    }
    console.log(body.declared.length === 0 ? 'Declared: none.' : 'Declared:')
    for (const { host, purposes, consent } of body.declared) console.log(`  ${host}  for ${purposes.join(', ')}, by consent: ${consent}`)
    console.log(body.contacted.length === 0 ? 'Contacted: none.' : 'Contacted:')
    for (const { day, process, host, purpose, opened, refused } of body.contacted) console.log(`  ${day}  ${host}  for ${purpose} (${process}): ${opened} opened, ${refused} refused`)
    console.log(`Opened without being declared: ${body.undeclared}.`)
    return 0
  },
})
