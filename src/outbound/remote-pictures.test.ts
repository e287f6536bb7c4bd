// Addresses that people name lead to public hosts or nowhere: thirty spellings of inside, redirects, changing answers.

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { guardOutbound, type Door } from './door.ts'
import { remotePictures } from './remote-pictures.ts'

const charter = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } })
const asked = { field: 'image', mostBytes: 5000 }
/** A public address of nobody we know; `dial` leads it to the server of the test. */
const outside = '93.184.215.14'

let server: Server
let answer: RequestListener
let dialled: string[]
let lookedUp: string[]
let names: Record<string, string[][]>
let door: Door

beforeEach(async () => {
  dialled = []
  lookedUp = []
  names = {}
  answer = (_, response) => response.end('picture')
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  door = guardOutbound({
    rules: [{ id: 'all', statements: [], mayConnect: () => true }],
    charter,
    lookUp: async (host) => {
      lookedUp.push(host)
      return names[host]?.shift() ?? [outside]
    },
    dial: (address) => {
      dialled.push(address)
      return { host: '127.0.0.1', port }
    },
  })
})
afterEach(async () => {
  door.release()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const fetchPicture = (address: string) => remotePictures(door)(address, asked)

const inside = [
  'http://127.0.0.1/', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0x7f.0.0.1/', 'http://0177.0.0.1/', 'http://017700000001/',
  'http://127.0.0.1./', 'http://127.127.127.127/', 'http://0/', 'http://0.0.0.0/', 'http://１２７.０.０.１/', 'http://①②⑦.⓪.⓪.①/', 'http://127。0。0。1/',
  'http://[::1]/', 'http://[::]/', 'http://[0:0:0:0:0:0:0:1]/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[::127.0.0.1]/', 'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/', 'http://[2001:0:7f00:1::]/', 'http://[fe80::1]/', 'http://[fc00::1]/', 'http://[fd12:3456::1]/', 'http://[ff02::1]/', 'http://[64:ff9b:1::1]/', 'http://[fec0::1]/',
  'http://10.0.0.1/', 'http://172.16.0.1/', 'http://172.31.255.255/', 'http://192.168.1.1/', 'http://169.254.169.254/latest/meta-data/', 'http://100.64.0.1/', 'http://100.100.100.200/',
  'http://192.0.0.1/', 'http://198.18.0.1/', 'http://224.0.0.1/', 'http://240.0.0.1/', 'http://255.255.255.255/',
]

describe('an address inside', () => {
  test('is spelled in more than thirty ways here', () => expect(new Set(inside).size).toBeGreaterThan(30))

  test.each(inside)('%s is refused before anything is opened', async (address) => {
    await expect(fetchPicture(address)).rejects.toMatchObject({ code: 'remote_refused', field: 'image' })
    expect(dialled).toEqual([])
  })

  test.each(['127.0.0.1', '::1', '10.1.2.3', '169.254.169.254', '::ffff:10.0.0.1', 'fd00::1'])('behind a public name (%s) is refused, also beside a public one', async (address) => {
    names = { 'rebind.example': [[address], [outside, address]] }
    await expect(fetchPicture('https://rebind.example/a.png')).rejects.toMatchObject({ code: 'remote_refused' })
    await expect(fetchPicture('https://rebind.example/a.png')).rejects.toMatchObject({ code: 'remote_refused' })
    expect(dialled).toEqual([])
  })
})

test.each([
  'ftp://pictures.example/a.png', 'file:///etc/passwd', 'gopher://pictures.example/', 'http://pictures.example:8080/', 'http://pictures.example:22/', 'https://user:word@pictures.example/', 'http://', 'http://[::1', 'data:image/png,x',
])('%s is no address of a picture', async (address) => {
  await expect(fetchPicture(address)).rejects.toMatchObject({ code: 'remote_refused' })
  expect([dialled, lookedUp]).toEqual([[], []])
})

test('a public name is looked up once, and that answer is the one connected to', async () => {
  names = { 'pictures.example': [[outside], ['127.0.0.1']] }
  expect(Buffer.from(await fetchPicture('http://pictures.example/a.png')).toString()).toBe('picture')
  expect([lookedUp, dialled]).toEqual([['pictures.example'], [outside]])
})

test('a redirect is followed to public hosts only, each looked up anew', async () => {
  answer = (request, response) => {
    if (request.url === '/a') return void response.writeHead(302, { location: 'http://other.example/b' }).end()
    if (request.url === '/inside') return void response.writeHead(307, { location: 'http://127.0.0.1/secret' }).end()
    if (request.url === '/port') return void response.writeHead(301, { location: 'http://pictures.example:6379/' }).end()
    if (request.url === '/round') return void response.writeHead(302, { location: '/round' }).end()
    if (request.url === '/turn') return void response.writeHead(302, { location: '/b' }).end()
    response.end('moved')
  }
  expect(Buffer.from(await fetchPicture('http://pictures.example/a')).toString()).toBe('moved')
  expect(lookedUp).toEqual(['pictures.example', 'other.example'])
  await expect(fetchPicture('http://pictures.example/inside')).rejects.toMatchObject({ code: 'remote_refused' })
  await expect(fetchPicture('http://pictures.example/port')).rejects.toMatchObject({ code: 'remote_refused' })
  await expect(fetchPicture('http://pictures.example/round')).rejects.toMatchObject({ code: 'remote_failed' })
  names = { 'turning.example': [[outside], ['127.0.0.1']] }
  await expect(fetchPicture('http://turning.example/turn')).rejects.toMatchObject({ code: 'remote_refused' })
})

test('what is too large is dropped at the limit, said or not; what is missing or breaks off is said plainly', async () => {
  answer = (request, response) => {
    if (request.url === '/long') return void response.end(Buffer.alloc(5001))
    if (request.url === '/missing') return void response.writeHead(404).end()
    if (request.url === '/cut') return void response.writeHead(200, { 'content-length': '400' }).write('half', () => response.destroy())
    const pour = (): void => void (response.destroyed || response.write(Buffer.alloc(4000), pour))
    pour()
  }
  await expect(fetchPicture('http://pictures.example/long')).rejects.toMatchObject({ code: 'upload_too_large', values: { most: 5000 } })
  await expect(fetchPicture('http://pictures.example/endless')).rejects.toMatchObject({ code: 'upload_too_large' })
  await expect(fetchPicture('http://pictures.example/missing')).rejects.toMatchObject({ code: 'remote_failed', values: { reason: 'status 404' } })
  await expect(fetchPicture('http://pictures.example/cut')).rejects.toMatchObject({ code: 'remote_failed' })
})

test('a host that the rules do not allow is not even looked up', async () => {
  door.release()
  door = guardOutbound({ rules: [{ id: 'none', statements: [], mayConnect: () => false }], charter, lookUp: async () => [outside] })
  await expect(fetchPicture('http://pictures.example/a.png')).rejects.toMatchObject({ code: 'remote_refused' })
  expect([lookedUp, dialled]).toEqual([[], []])
})
