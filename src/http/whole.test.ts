// A whole answer reads like any other, and the listener writes it with all its headers.

import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WholeResponse, writeWhole } from './whole.ts'

const picture = new Uint8Array(300_000).map((_, at) => at % 251)
let answer: () => Response
const server = createServer((_request, outgoing: ServerResponse) => void writeWhole(answer(), outgoing))
let address = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

it('is read as text, JSON, bytes, a stream and a copy', async () => {
  const make = (): Response => new WholeResponse('{"a":"é"}', { status: 201, headers: { 'content-type': 'application/json' } })
  expect([make().status, make().headers.get('content-type')]).toEqual([201, 'application/json'])
  expect(await make().text()).toBe('{"a":"é"}')
  expect(await make().json()).toEqual({ a: 'é' })
  expect(await new Response(make().body).text()).toBe('{"a":"é"}')
  const one = make()
  expect([await one.clone().text(), one.bodyUsed, await one.text(), one.bodyUsed]).toEqual(['{"a":"é"}', false, '{"a":"é"}', true])
  expect(Buffer.from(await new WholeResponse(picture, {}).arrayBuffer()).equals(picture)).toBe(true)
})

it('is written whole, with its length and every cookie', async () => {
  answer = () => {
    const response = new WholeResponse(picture, { status: 202, headers: { 'content-type': 'image/png' } })
    for (const cookie of ['a=1', 'b=2']) response.headers.append('set-cookie', cookie)
    return response
  }
  const got = await fetch(address)
  expect([got.status, got.headers.get('content-type'), got.headers.get('content-length'), got.headers.getSetCookie()]).toEqual([202, 'image/png', '300000', ['a=1', 'b=2']])
  expect(Buffer.from(await got.arrayBuffer()).equals(picture)).toBe(true)
  answer = () => new WholeResponse('é', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  const text = await fetch(address)
  expect([text.headers.get('content-length'), await text.text()]).toEqual(['2', 'é'])
})

it('leaves other answers, and what somebody reads already, to others', async () => {
  const outgoing = {} as ServerResponse
  const usual = new Response('x')
  expect(writeWhole(usual, outgoing)).toBe(usual)
  const begun = new WholeResponse('x', {})
  await begun.text()
  expect(writeWhole(begun, outgoing)).toBe(begun)
})
