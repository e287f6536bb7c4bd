// gesso notices: say something to everybody who is here, and see how the mails of each notice went.

import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import type { ToldBody } from '../http/schemas/notices.ts'
import { askerOf, serverArgs, type Ask } from './ask-server.ts'
import { Failure } from './exit.ts'

const json = { type: 'boolean', description: 'One JSON object' } as const

const say = defineCommand({
  meta: { name: 'say', description: 'Tell everybody: under Notices in the studio, and by mail where you ask for it' },
  args: {
    subject: { type: 'string', valueHint: 'TEXT', description: 'Subject in English' },
    text: { type: 'string', valueHint: 'TEXT', description: 'Words in English' },
    'subject-zh': { type: 'string', valueHint: 'TEXT', description: 'Subject in Chinese' },
    'text-zh': { type: 'string', valueHint: 'TEXT', description: 'Words in Chinese' },
    mail: { type: 'boolean', description: 'By mail too, to everybody with a confirmed address; not for advertising' },
    ...serverArgs,
    json,
  },
  async run({ args }) {
    const words = (subject: string | undefined, text: string | undefined) => (subject && text ? { subject, text } : undefined)
    const [en, zh] = [words(args.subject, args.text), words(args['subject-zh'], args['text-zh'])]
    if (!en && !zh) throw new Failure('usage', 'Give --subject and --text, or --subject-zh and --text-zh, or all four.')
    const told = (await (await askOf(args)('/v1/announcements', { method: 'POST', body: { ...(en ? { en } : {}), ...(zh ? { zh } : {}), mail: args.mail === true } })).json()) as ToldBody
    console.log(args.json ? JSON.stringify(told) : lineOf(told))
    return 0
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'What was told, newest first, with counts of mails: sent, waiting, came back, failed' },
  args: { ...serverArgs, json },
  async run({ args }) {
    const { data } = (await (await askOf(args)('/v1/announcements')).json()) as { data: ToldBody[] }
    if (args.json) console.log(JSON.stringify({ data }))
    else console.log(data.length === 0 ? 'Nothing was told yet.' : data.map(lineOf).join('\n'))
    return 0
  },
})

const takeBack = defineCommand({
  meta: { name: 'take-back', description: 'Take back an announcement; mails on their way arrive all the same' },
  args: { id: { type: 'positional', required: true, description: 'Id of the announcement' }, ...serverArgs },
  async run({ args }) {
    await askOf(args)(`/v1/announcements/${encodeURIComponent(args.id)}`, { method: 'DELETE' })
    console.log(`${args.id} is taken back.`)
    return 0
  },
})

function askOf({ server, key }: { server: string; key?: string }): Ask {
  return askerOf(server, key ?? readConfig().apiKey)
}

function lineOf({ id, kind, version, words, at, mail, mails, last_at: last }: ToldBody): string {
  const what = kind === 'terms' ? `change of terms ${version}` : (words?.en ?? words?.zh)?.subject
  const counts = mail ? `; mails: ${mails.due} due, ${mails.sent} sent, ${mails.waiting} waiting, ${mails.bounced} came back, ${mails.failed} failed${last ? `, the last at ${last.slice(0, 16)}` : ''}` : ''
  return `${id}: ${at.slice(0, 16)} ${what}${counts}`
}

export default defineCommand({
  meta: { name: 'notices', description: 'Tell everybody something, and see how the mails went' },
  subCommands: { say, list, 'take-back': takeBack },
})
