// The proof of local-stays-local. Nobody else is contacted: the outside is this machine's own outer address.

import { createServer, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'local-stays-local'
/** An address beyond loopback that is still this machine; where there is none, one set aside for documentation. */
const own = Object.values(networkInterfaces()).flat().find((one) => one && !one.internal && one.family === 'IPv4')?.address
const outside = own ?? '192.0.2.1'
const secret = 'a fox that must not travel'

const listener = { port: 9, received: '', connections: 0 }

prove(
  {
    rule,
    sentence:
      'The program opens no connection beyond this machine; the one exception is a database that the operator keeps elsewhere, which gets prompts and pictures in sealed form only.',
    engine: {
      // It says "here", and sends all the same.
      sendsDataTo: 'here',
      draw: (prompt, door) => sendAway(prompt, (text) => void door.connect({ host: outside, port: listener.port, purpose: 'draw' }).on('error', () => undefined).end(text)),
    },
  },
  nothingArrives,
)

prove(
  {
    rule,
    sentence: 'No engine that sends what you write to somebody else is used.',
    // Agreed to by all, so that nothing but this rule stands in the way.
    options: { charter: { routing: { consent: 'terms' } } },
    engine: {
      sendsDataTo: { name: 'Somebody Else', country: 'XX', termsUrl: 'https://somebody.example/terms', keepsFor: '30 days' },
      // By way of loopback, so that only its own word tells where things go from there.
      draw: (prompt, door) => sendAway(prompt, (text) => void door.connect({ host: '127.0.0.1', port: listener.port, purpose: 'draw' }).end(text)),
    },
  },
  nothingArrives,
)

async function nothingArrives(world: World): Promise<void> {
  const server = createServer((socket) => {
    listener.connections++
    socket.on('data', (part) => (listener.received += part.toString()))
    socket.on('error', () => undefined)
  })
  Object.assign(listener, { received: '', connections: 0 })
  await new Promise<void>((resolve) => server.listen(0, own ? '::' : '127.0.0.1', resolve))
  listener.port = (server.address() as AddressInfo).port
  try {
    const { body } = await world.post('/v1/generations', { prompt: secret, pictures: 1 })
    const generation = await world.ended(body.id)
    expect(['refused', 'failed']).toContain(generation.state)
    expect(listener).toMatchObject({ connections: 0, received: '' })
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Gives what was sent the time to arrive, so that a leak is seen. */
async function sendAway(prompt: string, send: (text: string) => void): Promise<void> {
  send(prompt)
  for (let tries = 0; tries < 40 && listener.received === ''; tries++) await new Promise((resolve) => setTimeout(resolve, 25))
}
