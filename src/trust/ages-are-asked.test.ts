// Proofs of ages-are-asked: a grown-up, a child, and the child's second try.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'ages-are-asked'
const hour = 3_600_000
const options = { charter: { access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' }, age: { ask: true, least: 13, guardian: 13, retryHours: 24 } } }

prove(
  {
    rule,
    sentence:
      'Before anybody makes anything or opens an account, they are asked for the year and month of their birth, in the same words for everybody. Only the age band that follows is kept, sealed; who is younger than {leastAge} is refused by the server.',
    options,
  },
  async (world) => {
    const ann = await visit(world, 'one browser')
    expect(await tryToMake(world, ann)).toBe('age_missing')
    expect((await world.get('/v1/age', ann)).body).toMatchObject({ asked: true, state: 'open', guardian: null })
    expect((await world.post('/v1/age', { year: 1987, month: 6 }, ann)).body.state).toBe('free')
    expect(await tryToMake(world, ann)).toBe(202)

    const ben = await visit(world, 'another browser')
    const young = world.now().getUTCFullYear() - 10
    expect((await world.post('/v1/age', { year: young, month: 6 }, ben)).body.state).toBe('under')
    expect(await tryToMake(world, ben)).toBe('age_refused')
    // Reading and taking away stay; nothing new is taken in.
    expect((await world.get('/v1/holdings', ben)).status).toBe(200)
    const rows = await world.sql("select owner, encode(sealed, 'escape') as sealed from age_answers")
    expect(rows).toHaveLength(2)
    for (const { sealed } of rows) expect(sealed).not.toMatch(/1987|free|adult|under/)
    const columns = await world.sql("select column_name as name from information_schema.columns where table_name = 'age_answers'")
    expect(columns.map(({ name }) => name).sort()).toEqual(['answered_at', 'owner', 'sealed'])
  },
)

prove(
  {
    rule,
    sentence:
      'After an answer that was too young, the question is not asked again for {retryHours} hours: not in that session, and not from the same browser in a new one. What tells it apart is a digest whose key is destroyed day by day.',
    options,
  },
  async (world) => {
    const answer = async (headers: Record<string, string>, year = 1987): Promise<string> => {
      const { body } = await world.post('/v1/age', { year, month: 6 }, headers)
      return body.state ?? body.error.code
    }
    const young = world.now().getUTCFullYear() - 10
    const ben = await visit(world, 'one browser')
    expect(await answer(ben, young)).toBe('under')
    expect(await answer(ben)).toBe('age_answered')
    const again = await visit(world, 'one browser')
    expect(await answer(again)).toBe('age_answered')
    expect(await tryToMake(world, again)).toBe('age_missing')
    expect(await answer(await visit(world, 'another browser'))).toBe('free')
    expect(JSON.stringify(await world.sql("select encode(digest, 'escape') as digest from age_blocks"))).not.toMatch(/browser|127/)
    expect(await world.keys('server/ages-')).toHaveLength(1)

    world.advance(25 * hour)
    expect(await answer(again)).toBe('free')
    world.advance(24 * hour)
    await world.sweep()
    expect([await world.sql('select until from age_blocks'), await world.keys('server/ages-')]).toEqual([[], []])
  },
)

async function visit(world: World, agent: string): Promise<Record<string, string>> {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  return { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '', 'user-agent': agent }
}

/** 202, or why not. */
async function tryToMake(world: World, headers: Record<string, string>): Promise<number | string> {
  const { status, body } = await world.post('/v1/generations', { prompt: 'a red fox' }, headers)
  return status === 202 ? status : body.error.code
}
