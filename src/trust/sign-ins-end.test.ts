// The proof of sign-ins-end.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const minute = 60_000
const day = 1440 * minute

prove(
  {
    rule: 'sign-ins-end',
    sentence:
      'A sign-in ends after {signInIdleDays} days without use and after {signInMostDays} days whatever happens; a code works for {codeMinutes} minutes. Within ten minutes of its end nothing of it is left. The delivery log of messages holds no address and no words, and goes after {messageLogDays} days.',
    options: {
      charter: {
        access: { who: 'accounts' },
        retention: { imageDays: 30 },
        messages: { mail: { adapter: 'development' }, logDays: 40 },
        signIn: { mailCode: true, password: true, idleDays: 5, mostDays: 20, codeMinutes: 10 },
      },
      worker: false,
    },
  },
  async (world) => {
    const ask = () => world.post('/v1/sign-in/codes', { mail: 'ann@example.org' })
    const first = await ask()
    expect(first.status).toBe(202)
    const log = await loggedMessage(world)
    expect(JSON.stringify({ ...log, sealed: undefined })).not.toMatch(/example|\b\d{6}\b/)
    expect(Buffer.from(log.sealed).toString('latin1')).not.toContain('example')
    world.advance(10 * minute)
    expect((await world.post('/v1/sign-in/code', { ticket: first.body.ticket, code: '000000' })).status).toBe(401)
    await ask()
    world.advance(20 * minute)
    await world.sweep()
    expect(await world.sql('select 1 from sign_in_codes')).toEqual([])

    await world.sql("insert into people (id, mail, mail_index, mail_verified, created_at, updated_at) values ('per_proof', '', '', true, now(), now())")
    const begin = (id: string, untouchedDays: number) => {
      const at = new Date(world.now().getTime() - untouchedDays * day)
      return world.sql("insert into person_sign_ins (id, person, token, factors, pending, confirmed_at, expires_at, created_at, updated_at) values ($1, 'per_proof', $2, 'mail', false, $3, $4, $3, $3)", [id, Buffer.from(id), at, new Date(at.getTime() + 20 * day)])
    }
    await begin('fresh', 0)
    await begin('almost-silent', 4)
    await begin('silent', 5)
    await world.sweep()
    expect((await world.sql('select id from person_sign_ins order by id')).map(({ id }) => id)).toEqual(['almost-silent', 'fresh'])
    for (let days = 0; days < 20; days += 4) {
      await world.sql("update person_sign_ins set updated_at = $1 where id = 'fresh'", [world.now()])
      world.advance(4 * day)
    }
    await world.sweep()
    expect(await world.sql('select id from person_sign_ins')).toEqual([])
    expect(await world.sql('select id from messages')).not.toEqual([])
    world.advance(20 * day)
    await world.sweep()
    expect(await world.sql('select id from messages')).toEqual([])
  },
)

async function loggedMessage(world: World): Promise<any> {
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await world.sql('select * from messages where attempts > 0')
    if (row) return row
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the message was not taken within four seconds')
}
