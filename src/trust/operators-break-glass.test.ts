// The proof of operators-break-glass.

import { expect } from 'vitest'
import { hashOf } from '../identity/keys.ts'
import { prove } from './prove.ts'

const key = 'an-operator-key-for-proofs'
const operator = { authorization: `Bearer ${key}` }
const options = {
  charter: { access: { who: 'accounts' }, messages: { mail: { adapter: 'development' } }, signIn: { password: true, mailCode: true }, retention: { imageDays: 30 }, accounts: { openingMinutes: 60 } },
  http: { operatorKeyHash: hashOf(key) },
  worker: false,
}

prove(
  {
    rule: 'operators-break-glass',
    sentence:
      'Whoever operates this server is shown a name or a contact of yours only after writing down a reason, and for {openingMinutes} minutes at most; you are told at once, your account lists every such look with its reason, and this page counts them.',
    options,
  },
  async (world) => {
    const { cookie, account } = await world.signUp('ann@example.org')
    const path = `/v1/operator/accounts/${account}`
    const personal = () => world.get(`${path}/personal`, operator)
    expect((await world.get(path, operator)).body).not.toHaveProperty('name')
    expect((await personal()).status).toBe(403)
    expect((await world.post(`${path}/openings`, { reason: 'short' }, operator)).status).toBe(400)
    expect((await world.post(`${path}/openings`, { reason: 'a ticket asks for it', minutes: 61 }, operator)).status).toBe(400)

    const opened = await world.post(`${path}/openings`, { reason: 'a ticket asks for it', minutes: 30 }, operator)
    expect(opened.status).toBe(201)
    expect((await personal()).body.people[0].mail).toBe('ann@example.org')
    expect((await world.get('/v1/account/openings', { cookie })).body.data).toEqual([expect.objectContaining({ reason: 'a ticket asks for it', reads: 1 })])
    expect((await world.sql("select template from messages where template = 'break-glass'")).length).toBe(1)
    await world.probe()
    const { promises } = (await world.get('/v1/trust')).body
    expect(promises.find(({ id }: { id: string }) => id === 'operators-break-glass').probe).toMatchObject({ holds: true, numbers: { openings: 1, broken: 0 } })

    world.advance(30 * 60_000)
    expect((await personal()).status).toBe(403)
  },
)
