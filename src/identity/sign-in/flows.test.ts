// The ways in, on the memory store: codes, passwords, second steps; what they tell and what they keep.

import { afterEach, expect, test } from 'vitest'
import { createMemoryApp, type Api } from '../../../test/api/memory-app.ts'
import { openLetter } from '../../messages/outbox.ts'
import { askCode, askSignUp, enterCode, enterPassword, readContact } from './flows.ts'
import { findPerson } from './sign-ins.ts'

const asking = { address: '203.0.113.9', agent: 'Firefox', language: 'en' as const }
const charter = {
  access: { who: 'accounts' },
  messages: { mail: { adapter: 'development' }, sms: { adapter: 'development' } },
  signIn: { password: true, mailCode: true, phoneCode: true, passkey: true, secondFactor: true },
}
const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

async function app(change: object = {}): Promise<Api> {
  const api = await createMemoryApp({ charter: { ...charter, ...change }, worker: false })
  open.push(api)
  return api
}

async function codeSent({ parts }: Api): Promise<string> {
  await parts.messages.settled()
  const [row] = await parts.store.messages.newest(1)
  return (await openLetter(parts, row!))!.values.code!
}

test('a code by mail makes a person, and signs the same one in again', async () => {
  const api = await app()
  const contact = readContact({ mail: 'Ann@Example.org' })
  const { ticket } = await askCode(api.parts, contact, asking)
  const first = await enterCode(api.parts, ticket, await codeSent(api), asking)
  expect(first).toMatchObject({ isNew: true, pending: false })
  const person = await findPerson(api.parts, new Headers({ cookie: `gesso-person=${first.token}` }), { plainLoopback: true })
  expect(person).toMatchObject({ id: first.person, factors: ['mail'], verifiedContacts: { mail: true, phone: false } })
  const again = await askCode(api.parts, contact, asking)
  expect(await enterCode(api.parts, again.ticket, await codeSent(api), asking)).toMatchObject({ isNew: false, person: first.person })
})

test('a password makes a person once the address is confirmed', async () => {
  const api = await app()
  const contact = readContact({ mail: 'ann@example.org' })
  const { ticket } = await askSignUp(api.parts, { contact, password: 'seven blue herons walk' }, asking)
  await expect(enterPassword(api.parts, contact, 'seven blue herons walk', asking)).rejects.toMatchObject({ code: 'sign_in_failed' })
  const first = await enterCode(api.parts, ticket, await codeSent(api), asking)
  expect(await enterPassword(api.parts, contact, 'seven blue herons walk', asking)).toMatchObject({ person: first.person, pending: false })
  await expect(enterPassword(api.parts, contact, 'seven blue herons wade', asking)).rejects.toMatchObject({ code: 'sign_in_failed' })
})
