// gesso stats: figures about use, without people.

import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import type { StatisticsBody } from '../http/schemas/evidence.ts'
import { askerOf, serverArgs } from './ask-server.ts'

export default defineCommand({
  meta: { name: 'stats', description: 'Figures about use: pages, orders and errors by day, without people' },
  args: {
    days: { type: 'string', default: '30', valueHint: 'DAYS', description: 'Days back from today' },
    ...serverArgs,
    json: { type: 'boolean', description: 'One JSON object' },
  },
  async run({ args }) {
    const ask = askerOf(args.server, args.key ?? readConfig().apiKey)
    const body = (await (await ask(`/v1/statistics?days=${encodeURIComponent(args.days)}`)).json()) as StatisticsBody
    if (args.json) console.log(JSON.stringify(body))
    else if (body.data.length === 0) console.log(body.counted ? `Nothing yet that stands for ${body.threshold} visitors of a day.` : 'This server counts nothing (statistics.counted).')
    else for (const { day, figure, fact, value, amount, visitors } of body.data) console.log(`${day}  ${figure.padEnd(10)}  ${(fact === 'all' ? 'all' : `${fact} ${value}`).padEnd(32)}  ${amount} by ${visitors} visitors`)
    return 0
  },
})
