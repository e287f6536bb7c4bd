// Guardians over HTTP: a child has one asked; a guardian reads, decides, and takes back by the code that was sent to them.

import { askGuardian as ask_, decideGuardian as decide, readGuardian as read, type GuardianView } from '../../core/guardians.ts'
import { readContact } from '../../identity/sign-in/flows.ts'
import { takeTry } from '../../identity/sign-in/tries.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { guardianRequestSchema, guardianWordSchema, type GuardianBody } from '../schemas/gates.ts'
import { describeAge } from './age.ts'

export async function askGuardian(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, guardianRequestSchema)
  const { parts, caller, address, language } = ask
  const origin = parts.charter.operator.site?.replace(/\/$/, '') ?? ask.origin
  const contact = readContact({ mail: value.mail, phone: value.phone })
  await takeTry(parts, 'send', contact.value, address)
  await ask_(parts, caller, contact, { language: value.language ?? language, origin })
  return json(await describeAge(parts, caller, undefined), 202)
}

export async function readGuardian({ parts, path }: Ask): Promise<Response> {
  return json(describe(await read(parts, path('id'))))
}

export async function decideGuardian(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, guardianWordSchema)
  const { parts, path, address, language } = ask
  await takeTry(parts, 'code', path('id'), address)
  return json(describe(await decide(parts, path('id'), { ...value, language: value.language ?? language })))
}

function describe({ row, state, text: { en, zh, digest } }: GuardianView): GuardianBody {
  return { object: 'guardian_question', id: row.id, state, text: { en, zh }, digest, open_until: row.expiresAt.toISOString() }
}
