// The outbox for operators: codes and times; the words themselves only where a development adapter keeps them here.

import type { MessageRow } from '../../core/ports.ts'
import { isLoopbackAddress } from '../../identity/owner.ts'
import { openLetter } from '../../messages/outbox.ts'
import { fillWords } from '../../messages/templates.ts'
import { json, type AskOfCaller } from '../ask.ts'

const most = 100

export async function listMessages(ask: AskOfCaller): Promise<Response> {
  const { store } = ask.parts
  const [rows, waiting] = await Promise.all([store.messages.newest(most), store.messages.countWaiting()])
  return json({ object: 'list', waiting, data: await Promise.all(rows.map((row) => describe(ask, row))) })
}

async function describe(ask: AskOfCaller, row: MessageRow) {
  return {
    id: row.id,
    channel: row.channel,
    template: row.template,
    language: row.language,
    state: row.state,
    attempts: row.attempts,
    code: row.code ?? null,
    created_at: row.createdAt.toISOString(),
    next_at: row.nextAt.toISOString(),
    ended_at: row.endedAt?.toISOString() ?? null,
    letter: await letterOf(ask, row),
  }
}

/** Everybody else's codes would be in it, so it needs the machine itself, not only the right key. */
async function letterOf({ parts, connection, hostIsLoopback, request }: AskOfCaller, row: MessageRow) {
  const { messages } = parts.charter
  const adapter = row.channel === 'mail' ? messages.mail.adapter : messages.sms.adapter
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.headers.has(name))
  if (adapter !== 'development' || !isLoopbackAddress(connection.remoteAddress) || !hostIsLoopback || passedOn) return null
  const letter = await openLetter(parts, row)
  if (!letter) return null
  const { subject, text, sms } = fillWords(row.template, row.language, { instance: parts.charter.labels.provider, ...letter.values })
  return { address: letter.address, subject, text: row.channel === 'sms' ? (sms ?? text) : text }
}
