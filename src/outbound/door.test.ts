// The door lets out what the rules allow and nothing else leaves the process by TCP, TLS, UDP or a name.

import dgram from 'node:dgram'
import dns from 'node:dns'
import { createServer } from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCharter } from '../charter/load.ts'
import type { TrustRule } from '../core/rules.ts'
import { ConnectionRefusedByRule, guardOutbound, type Door } from './door.ts'

/** Set aside for documentation (RFC 5737): nobody is there. */
const outside = '192.0.2.1'
const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 1 }, sharing: { mostDays: 1 } })
const onlyHere: TrustRule = { id: 'only-here', statements: [], mayConnect: () => false }
const anywhere: TrustRule = { id: 'anywhere', statements: [], mayConnect: () => true }
const broken: TrustRule = {
  id: 'broken',
  statements: [],
  mayConnect: () => {
    throw new Error('no idea')
  },
}

describe('the guard', () => {
  let door: Door
  beforeEach(() => {
    door = guardOutbound({ rules: [anywhere], charter, allowed: ['db.example'] })
  })
  afterEach(() => door.release())

  test.each<[string, () => unknown]>([
    ['net.connect(port, host)', () => net.connect(80, outside)],
    ['net.connect(options)', () => net.connect({ port: 80, host: outside })],
    ['new Socket().connect', () => new net.Socket().connect(80, outside)],
    ['a name', () => net.connect(80, 'example.com')],
    ['IPv6', () => net.connect(80, '2001:db8::1')],
    ['every address', () => net.connect(80, '0.0.0.0')],
    ['tls.connect', () => tls.connect({ port: 443, host: outside })],
    ['https.get', () => https.get(`https://${outside}/`)],
    ['UDP', () => dgram.createSocket('udp4').send('x', 53, outside)],
    ['UDP connect', () => dgram.createSocket('udp4').connect(53, outside)],
    ['dns.lookup', () => dns.lookup('example.com', () => undefined)],
    ['dns.reverse', () => dns.reverse(outside, () => undefined)],
    ['dns.resolve4', () => dns.resolve4('example.com', () => undefined)],
    ['a resolver of its own', () => new dns.Resolver().resolveTxt('example.com', () => undefined)],
    ['a promised resolver', () => new dns.promises.Resolver().resolve('example.com')],
  ])('refuses %s before anything is sent, and counts it', (_, leave) => {
    expect(leave).toThrow(ConnectionRefusedByRule)
    expect(door.record().reduce((sum, one) => sum + one.refused, 0)).toBe(1)
  })

  test('refuses the global fetch', async () => {
    await expect(fetch(`http://${outside}/`)).rejects.toThrow()
    expect(door.record()).toEqual([{ host: outside, purpose: 'unannounced', opened: 0, refused: 1 }])
  })

  test('lets loopback through', async () => {
    const { url, close } = await listening('127.0.0.1')
    expect(await (await fetch(url)).text()).toBe('hello')
    await close()
  })

  test('lets the database host be looked up', () => {
    expect(() => dns.lookup('db.example', () => undefined)).not.toThrow()
  })

  test('is gone after release', () => {
    const guarded = net.Socket.prototype.connect
    door.release()
    expect(net.Socket.prototype.connect).not.toBe(guarded)
    door.release()
  })
})

describe('the door', () => {
  const own = Object.values(networkInterfaces()).flat().find((one) => one && !one.internal && one.family === 'IPv4')?.address

  test.each([
    ['a rule says no', onlyHere],
    ['a rule throws', broken],
  ])('stays shut when %s', (_, rule) => {
    const door = guardOutbound({ rules: [anywhere, rule], charter })
    expect(() => door.connect({ host: outside, port: 80, purpose: 'test' })).toThrow(ConnectionRefusedByRule)
    expect(door.record()).toEqual([{ host: outside, purpose: 'test', opened: 0, refused: 1 }])
    door.release()
  })

  test('stays shut without a charter', () => {
    const door = guardOutbound({ rules: [] })
    expect(() => door.connect({ host: outside, port: 80, purpose: 'test' })).toThrow(ConnectionRefusedByRule)
    door.release()
  })

  test('opens to where all rules allow, here this machine under its own outer address', async () => {
    const { url, close } = await listening(own ?? '127.0.0.1')
    const door = guardOutbound({ rules: [anywhere], charter })
    const answer = await door.fetch(url, 'test', { method: 'POST', body: 'x' })
    expect([answer.status, await answer.text()]).toEqual([200, 'hello'])
    expect(door.record()).toEqual([{ host: new URL(url).hostname, purpose: 'test', opened: 1, refused: 0 }])
    door.release()
    await close()
  })
})

async function listening(host: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_, answer) => answer.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
