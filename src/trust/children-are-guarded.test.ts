// Proofs of children-are-guarded: a child whose guardian consented, and everything that stays shut for them all the same.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'children-are-guarded'
const day = 86_400_000
const mail = 'guardian@example.org'
const charter = {
  access: { who: 'sessions' },
  retention: { imageDays: 30 },
  sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' },
  sharing: { gallery: true, galleryDays: 30 },
  messages: { mail: { adapter: 'development' } },
  age: { ask: true, least: 8, guardian: 14, childImageDays: 7 },
  devices: { camera: { enabled: true } },
}
const elsewhere = {
  sendsDataTo: { name: 'Somebody Else', country: 'XX', termsUrl: 'https://models.example/terms', keepsFor: '30 days' },
  draw: async () => undefined,
}
const far = { charter: { ...charter, routing: { consent: 'terms' }, outbound: { hosts: ['models.example'] } } }

prove(
  {
    rule,
    sentence: 'Pictures of somebody under {guardianAge} are gone after at most {childImageDays} days, and cannot be published or shared by a link.',
    options: { charter },
  },
  async (world) => {
    const child = await guarded(world)
    const { generation, image } = await world.draw({}, child)
    expect(Date.parse(generation.deadline) - Date.parse(generation.created_at)).toBeLessThanOrEqual(7 * day)
    expect((await world.post(`/v1/images/${image.id}/shares`, {}, child)).body.error.code).toBe('consent_guarded')
    expect((await world.post(`/v1/images/${image.id}/publish`, {}, child)).body.error.code).toBe('consent_guarded')
    // Unfinished work goes with the pictures.
    expect((await world.post('/v1/drafts/edit', { content: '{}' }, child)).status).toBe(200)
    const [draft] = await world.sql('select deadline from drafts')
    expect(Number(draft.deadline) - world.now().getTime()).toBeLessThanOrEqual(7 * day)
    const content = () => world.fetch(`/v1/images/${image.id}/content`, { headers: child })
    expect((await content()).status).toBe(200)
    world.advance(7 * day)
    expect((await content()).status).toBe(410)
    // Somebody grown up keeps theirs for as long as the charter says, and shares it.
    const adult = await visit(world, 1987)
    const { image: other } = await world.draw({}, adult)
    expect((await world.post(`/v1/images/${other.id}/shares`, {}, adult)).status).toBe(201)
  },
)

prove(
  { rule, sentence: 'Orders of somebody under {guardianAge} are drawn by engines on the machines of this server and by nobody else.', options: far, engine: elsewhere },
  async (world) => {
    const order = async (headers: Record<string, string>) => {
      const { status, body } = await world.post('/v1/generations', { prompt: 'a red fox', width: 64, height: 64 }, headers)
      return status === 202 ? (await world.ended(body.id, headers)).state : body.error.code
    }
    expect(await order(await visit(world, 1987))).toBe('finished')
    expect(await order(await guarded(world))).toBe('words_stay_here')
  },
)

prove(
  {
    rule,
    sentence: 'Nobody under {guardianAge} can consent to anything optional: camera, microphone, screen and every optional purpose stay off for them, whatever they choose.',
    options: far,
    engine: elsewhere,
  },
  async (world) => {
    const child = await guarded(world)
    const [camera] = (await world.get('/v1/consents', child)).body.devices
    expect((await world.post('/v1/consents', { matter: 'camera', allowed: true, digest: camera.digest }, child)).body.error.code).toBe('consent_guarded')
    expect((await world.get('/v1/consents', child)).body.devices).toMatchObject([{ device: 'camera', allowed: false }])
    expect((await world.get('/v1/choices', child)).body.purposes).toMatchObject([{ purpose: 'sharing', allowed: false }])
    expect((await world.post('/v1/choices', { purpose: 'sharing', allowed: true }, child)).body.error.code).toBe('consent_guarded')
    const adult = await visit(world, 1987)
    expect((await world.post('/v1/consents', { matter: 'camera', allowed: true, digest: camera.digest }, adult)).body.devices).toMatchObject([{ allowed: true }])
  },
)

async function visit(world: World, year: number): Promise<Record<string, string>> {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  const visitor = { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
  await world.post('/v1/age', { year, month: 1 }, visitor)
  return visitor
}

/** A child of ten whose guardian consented. */
async function guarded(world: World): Promise<Record<string, string>> {
  const child = await visit(world, world.now().getUTCFullYear() - 11)
  await world.post('/v1/guardians', { mail }, child)
  const { link = '', code } = (await world.letters(mail)).find(({ template }) => template === 'guardian-asked')?.values ?? {}
  const path = `/v1/guardians/${new URL(link).pathname.split('/').at(-1)}`
  const { digest } = (await world.get(path)).body
  expect((await world.post(path, { code, word: 'give', digest })).status).toBe(200)
  return child
}
