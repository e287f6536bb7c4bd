// The proof of choices-are-kept.

import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const drawn: string[] = []

prove(
  {
    rule: 'choices-are-kept',
    sentence:
      'Where the terms let your words go to an engine of somebody else, you can object at any time, and a Global Privacy Control signal of your browser counts as your objection: from then on your orders are drawn here or not at all.',
    options: { charter: { routing: { consent: 'terms' }, outbound: { hosts: ['models.example'] } } },
    engine: {
      sendsDataTo: { name: 'Somebody Else', country: 'XX', termsUrl: 'https://models.example/terms', keepsFor: '30 days' },
      draw: async (prompt) => void drawn.push(prompt),
    },
  },
  async (world) => {
    drawn.length = 0
    const purposes = async (headers?: Record<string, string>) => (await world.get('/v1/choices', headers)).body
    expect(await purposes()).toMatchObject({ purposes: [{ purpose: 'sharing', allowed: true }], never: ['analytics', 'training'] })
    expect(await order(world, 'by the terms')).toBe('finished')

    const signal = { 'sec-gpc': '1' }
    expect(await purposes(signal)).toMatchObject({ global_privacy_control: true, purposes: [{ purpose: 'sharing', allowed: false }] })
    expect(await order(world, 'with the signal', signal)).toBe('words_stay_here')
    await world.post('/v1/choices', { purpose: 'sharing', allowed: false })
    expect(await order(world, 'after the objection')).toBe('words_stay_here')
    await world.post('/v1/choices', { purpose: 'sharing', allowed: true })
    expect(await order(world, 'allowed again')).toBe('finished')
    expect(drawn).toEqual(['by the terms', 'allowed again'])
    expect((await world.post('/v1/choices', { purpose: 'training', allowed: true })).status).toBe(400)
  },
)

/** How it ended, or why it was not taken. */
async function order(world: World, prompt: string, headers?: Record<string, string>): Promise<string> {
  const { status, body } = await world.post('/v1/generations', { prompt, width: 64, height: 64 }, headers)
  return status === 202 ? (await world.ended(body.id)).state : body.error.code
}
