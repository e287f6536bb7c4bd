// Consents to devices over HTTP: the questions, the answers, and the record of both.

import { consentToDevice, describeConsent, readDevices } from '../../core/consents.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { consentRequestSchema, type ConsentsBody } from '../schemas/consents.ts'

export async function readConsents(ask: AskOfCaller): Promise<Response> {
  return json(await describe(ask))
}

export async function consent(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, consentRequestSchema)
  const { matter, allowed, digest, language } = value
  await consentToDevice(ask.parts, ask.caller, matter, { allowed, digest: digest ?? undefined, language: language ?? ask.language })
  return json(await describe(ask))
}

async function describe({ parts, caller }: AskOfCaller): Promise<ConsentsBody> {
  const devices = (await readDevices(parts, caller)).map(({ device, allowed, since, text: { en, zh, digest } }) => ({ device, allowed, since: since?.toISOString() ?? null, text: { en, zh }, digest }))
  return { object: 'consents', devices, records: (await parts.store.consents.listOf(caller.owner)).map(describeConsent) }
}
