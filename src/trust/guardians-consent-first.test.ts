// Proofs of guardians-consent-first: a child of ten, a guardian with a mailbox, and a change of mind.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'guardians-consent-first'
const hour = 3_600_000
const mail = 'guardian@example.org'
const charter = {
  access: { who: 'sessions' },
  retention: { imageDays: 30 },
  sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' },
  messages: { mail: { adapter: 'development' } },
  age: { ask: true, least: 8, guardian: 14, guardianHours: 72 },
}

prove(
  {
    rule,
    sentence:
      'Who is under {guardianAge} makes nothing before a guardian has consented with a code that is sent to the guardian alone, after reading what it is for. The record of it (which text, when, how) is never rewritten.',
    options: { charter },
  },
  async (world) => {
    const child = await arrive(world)
    expect(await tryToMake(world, child)).toBe('guardian_needed')
    const asked = await world.post('/v1/guardians', { mail }, child)
    expect([asked.status, asked.body.state, asked.body.guardian.state]).toEqual([202, 'guardian-needed', 'open'])
    expect(await tryToMake(world, child)).toBe('guardian_needed')
    expect(JSON.stringify(asked.body)).not.toContain((await question(world)).code)

    const { path, code } = await question(world)
    const { body: shown } = await world.get(path)
    expect(shown.text.en).toContain('14')
    expect((await world.post(path, { code: 'aaaaa-aaaaa', word: 'give', digest: shown.digest })).body.error.code).toBe('guardian_code_wrong')
    expect((await world.post(path, { code, word: 'give', digest: 'another text' })).body.error.code).toBe('consent_outdated')
    expect(await tryToMake(world, child)).toBe('guardian_needed')
    expect((await world.post(path, { code, word: 'give', digest: shown.digest, language: 'zh' })).body.state).toBe('given')
    expect(await tryToMake(world, child)).toBe(202)

    const [record] = await world.sql("select allowed, digest, language, how, at from consents where matter = 'guardian'")
    expect(record).toMatchObject({ allowed: true, digest: shown.digest, language: 'zh', how: 'mail-code' })
    await expect(world.sql("update consents set how = 'asked'")).rejects.toThrow('never rewritten')
    expect((await world.letters(mail)).map(({ template }) => template).sort()).toEqual(['guardian-asked', 'guardian-given'])
  },
)

prove(
  {
    rule,
    sentence:
      "A guardian takes the consent back at any time with the same code: from that moment nothing new is made, what waits is stopped, and on the guardian's word everything of the child is erased. A question that nobody answers within {guardianHours} hours is gone, with the guardian's address.",
    options: { charter, worker: false },
  },
  async (world) => {
    const child = await arrive(world)
    await world.post('/v1/guardians', { mail }, child)
    const { path, code } = await question(world)
    const { body: shown } = await world.get(path)
    await world.post(path, { code, word: 'give', digest: shown.digest })
    const { body: waiting } = await world.post('/v1/generations', { prompt: 'a red fox' }, child)
    expect(waiting.state).toBe('waiting')
    expect((await world.post(path, { code, word: 'take-back' })).body.state).toBe('refused')
    expect((await world.get(`/v1/generations/${waiting.id}`, child)).body.state).toBe('cancelled')
    expect(await tryToMake(world, child)).toBe('guardian_needed')
    // Their address went with it; the code still works, for a change of mind and for erasing.
    expect(await world.sql('select contact from guardians')).toEqual([{ contact: null }])
    expect((await world.post(path, { code, word: 'erase' })).status).toBe(200)
    expect((await world.get('/v1/generations', child)).status).toBe(401)
    expect(await world.sql('select id from generations')).toEqual([])

    const other = await arrive(world)
    await world.post('/v1/guardians', { mail }, other)
    expect(await world.keys('object/gdn_')).toHaveLength(1)
    world.advance(73 * hour)
    await world.sweep()
    expect([await world.sql('select id from guardians'), await world.keys('object/gdn_')]).toEqual([[], []])
  },
)

/** A visitor who said that they are ten. */
async function arrive(world: World): Promise<Record<string, string>> {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  const child = { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
  await world.post('/v1/age', { year: world.now().getUTCFullYear() - 11, month: 1 }, child)
  return child
}

/** What the guardian found in their mailbox. */
async function question(world: World): Promise<{ path: string; code: string }> {
  const letter = (await world.letters(mail)).find(({ template }) => template === 'guardian-asked')
  const { link = '', code = '' } = letter?.values ?? {}
  return { path: `/v1/guardians/${new URL(link).pathname.split('/').at(-1)}`, code }
}

async function tryToMake(world: World, headers: Record<string, string>): Promise<number | string> {
  const { status, body } = await world.post('/v1/generations', { prompt: 'a red fox' }, headers)
  return status === 202 ? status : body.error.code
}
