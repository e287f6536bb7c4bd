// The proof of elsewhere-by-consent: an engine that sends away what it gets, and a person who did or did not agree.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'elsewhere-by-consent'
const place = { name: 'Somebody Else', country: 'XX', termsUrl: 'https://somebody.example/terms', keepsFor: '30 days' }
/** What the engine got, and where it says that it is now. */
const got: string[] = []
const sendsDataTo = { ...place }

const claim = {
  rule,
  options: { charter: { outbound: { hosts: ['somebody.example'] } } },
  engine: { sendsDataTo, draw: async (prompt: string) => void got.push(prompt) },
} as const

const order = (world: World, prompt: string) => world.post('/v1/generations', { prompt, width: 64, height: 64 })

prove(
  {
    ...claim,
    sentence:
      'What you write goes to an engine of somebody else only after you were shown who that is, in which country, on what terms and for how long they keep it, and you agreed.',
  },
  async (world) => {
    got.length = 0
    Object.assign(sendsDataTo, place)
    const refused = await order(world, 'before')
    expect(got).toEqual([])
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'consent_needed'])
    for (const word of Object.values(place)) expect(refused.body.error.message).toContain(word)
    const shown = await world.get('/v1/places')
    expect(shown.body.data).toMatchObject([{ place: place.name, country: place.country, terms_url: place.termsUrl, keeps_for: place.keepsFor, agreed: false }])
    await world.post('/v1/places', { place: place.name, agreed: true })
    await world.ended((await order(world, 'after')).body.id)
    expect(got).toEqual(['after'])
  },
)

prove({ ...claim, sentence: 'When any of that changes, you are asked again; you can take your word back at any time.' }, async (world) => {
  got.length = 0
  Object.assign(sendsDataTo, place)
  await world.post('/v1/places', { place: place.name, agreed: true })
  await world.ended((await order(world, 'agreed')).body.id)
  Object.assign(sendsDataTo, { keepsFor: 'ever' })
  expect((await order(world, 'changed')).status).toBe(403)
  await world.post('/v1/places', { place: place.name, agreed: true })
  await world.ended((await order(world, 'agreed again')).body.id)
  await world.post('/v1/places', { place: place.name, agreed: false })
  expect((await order(world, 'taken back')).status).toBe(403)
  expect(got).toEqual(['agreed', 'agreed again'])
})
