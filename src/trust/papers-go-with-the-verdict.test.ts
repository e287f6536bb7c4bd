// The proof of papers-go-with-the-verdict.

import { expect } from 'vitest'
import { hashOf } from '../identity/keys.ts'
import { prove } from './prove.ts'

const key = 'an-operator-key-for-proofs'
const operator = { authorization: `Bearer ${key}` }
const options = {
  charter: { access: { who: 'accounts' }, messages: { mail: { adapter: 'development' } }, signIn: { password: true, mailCode: true }, retention: { imageDays: 30 }, verification: { needed: 'before-keys', paperDays: 5 } },
  http: { operatorKeyHash: hashOf(key) },
  worker: false,
}
const day = 86_400_000

prove(
  {
    rule: 'papers-go-with-the-verdict',
    sentence: 'Papers and numbers that you send to be verified are sealed under a key of their own and destroyed with the verdict; without a verdict they are destroyed after {paperDays} days.',
    options,
  },
  async (world) => {
    const send = async (mail: string) => {
      const { cookie, account } = await world.signUp(mail)
      const asked = await world.post('/v1/account/verification', { name: 'Ann Example', number: 'X1234567', country: 'DE' }, { cookie })
      expect(asked.status).toBe(201)
      const paper = await world.fetch('/v1/account/verification/papers', { method: 'POST', headers: { cookie, 'content-type': 'application/pdf' }, body: `%PDF the paper of ${mail}` })
      expect(paper.status).toBe(201)
      await world.post(`/v1/operator/accounts/${account}/openings`, { reason: 'to decide the verification' }, operator)
      return { cookie, id: asked.body.id as string }
    }
    const papers = async () => [...(await world.disk('files')).keys()].filter((path) => path.includes('papers')).length
    const read = (id: string) => world.fetch(`/v1/operator/verifications/${id}/papers/0`, { headers: operator })

    const first = await send('ann@example.org')
    expect(await (await read(first.id)).text()).toBe('%PDF the paper of ann@example.org')
    for (const content of (await world.disk('files')).values()) expect(content.toString('latin1')).not.toContain('%PDF')
    expect((await world.post('/v1/keys', {}, { cookie: first.cookie })).body.error.code).toBe('verification_needed')
    await world.probe()
    expect((await world.post(`/v1/operator/verifications/${first.id}/verdict`, { verified: true, reason: 'confirmed' }, operator)).status).toBe(200)
    expect([(await read(first.id)).status, await papers()]).toEqual([404, 0])
    expect(await world.sql('select papers, form from verifications')).toEqual([{ papers: 0, form: null }])
    expect((await world.post('/v1/keys', {}, { cookie: first.cookie })).status).toBe(201)

    await send('ben@example.org')
    world.advance(5 * day)
    await world.sweep()
    expect(await papers()).toBe(0)
    expect(await world.sql("select state, papers, form from verifications where reason = 'too-late'")).toEqual([{ state: 'refused', papers: 0, form: null }])
    await world.probe()
    const { promises } = (await world.get('/v1/trust')).body
    expect(promises.find(({ id }: { id: string }) => id === 'papers-go-with-the-verdict').probe).toMatchObject({ holds: true, numbers: { papers: 0, outlived: 0, oldestHours: 0 } })
  },
)
