// Fetches a picture from an address that somebody else gave: public hosts only, each hop looked up once and checked.

import { Stated } from '../core/errors.ts'
import type { Bytes, Parts } from '../core/ports.ts'
import { AnswerTooLarge, ConnectionRefusedByRule, type Door } from './door.ts'
import { AddressNotPublic } from './public-address.ts'

const mostHops = 4
/** Milliseconds, all hops together. */
const longestFetch = 15_000
const purpose = 'picture-by-address'

/** The port `fetchPicture`, by the program's door. */
export function remotePictures(door: Pick<Door, 'fetch'>): NonNullable<Parts['fetchPicture']> {
  return async (address, { field, mostBytes }) => {
    try {
      return await fetchRemoteImage(door, address, mostBytes)
    } catch (error) {
      throw statedFor(error, field, mostBytes)
    }
  }
}

export class RemoteRefused extends Error {
  override name = 'RemoteRefused'
}

/** @throws RemoteRefused, AnswerTooLarge, AddressNotPublic, ConnectionRefusedByRule, or what the network says */
export async function fetchRemoteImage(door: Pick<Door, 'fetch'>, address: string, mostBytes: number): Promise<Bytes> {
  const signal = AbortSignal.timeout(longestFetch)
  let url = checked(address)
  for (let hop = 0; hop < mostHops; hop++) {
    const headers = { accept: 'image/png, image/jpeg, image/webp', 'accept-encoding': 'identity' }
    const answer = await door.fetch(url.href, purpose, { headers, signal, mostBytes, publicOnly: true })
    const location = answer.headers.get('location')
    if (answer.status >= 300 && answer.status < 400 && location) url = checked(new URL(location, url).href)
    else if (answer.status === 200) return new Uint8Array(await answer.arrayBuffer())
    else throw new Error(`status ${answer.status}`)
  }
  throw new Error('too many redirects')
}

/** http and https on their own ports, without a password in the address. */
function checked(address: string): URL {
  if (!URL.canParse(address)) throw new RemoteRefused()
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol) || url.port !== '' || url.username !== '' || url.password !== '') throw new RemoteRefused()
  url.hash = ''
  return url
}

function statedFor(error: unknown, field: string, most: number): Stated {
  if (error instanceof AnswerTooLarge) return new Stated('upload_too_large', { field, most }, field)
  const refused = error instanceof RemoteRefused || error instanceof AddressNotPublic || error instanceof ConnectionRefusedByRule
  if (refused) return new Stated('remote_refused', { field }, field)
  const known = error instanceof Error && /^(status \d+|too many redirects)$/.test(error.message) ? error.message : 'no answer'
  return new Stated('remote_failed', { field, reason: known }, field)
}
