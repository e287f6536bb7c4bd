// Keeps better-auth ready, one instance for each address of this server. It is loaded with the first sign-in, not with the program.

import { Stated } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import type { createAuth } from './create-auth.ts'
import type { Place } from './place.ts'

export type Auth = ReturnType<typeof createAuth>
export type Inner = Awaited<Auth['$context']>['internalAdapter']

/** Names that a server may be opened under are few; ports of loopback are not. */
const most = 16
const kept = new WeakMap<object, Map<string, Promise<Auth>>>()
const nowhere: Place = { origin: 'https://localhost', plainLoopback: false }

export function authOf(parts: Parts, place: Place = nowhere): Promise<Auth> {
  const own = kept.get(parts.store) ?? new Map<string, Promise<Auth>>()
  kept.set(parts.store, own)
  const name = `${place.origin} ${place.plainLoopback}`
  const found = own.get(name)
  if (found) return found
  if (own.size >= most) own.delete([...own.keys()][0] ?? '')
  const made = make(parts, place)
  own.set(name, made)
  made.catch(() => own.delete(name))
  return made
}

/** better-auth's own ways to its tables, for what has no handler of its own. */
export async function innerOf(parts: Parts): Promise<Inner> {
  return (await (await authOf(parts)).$context).internalAdapter
}

async function make(parts: Parts, place: Place): Promise<Auth> {
  const [{ createAuth: create }, secret] = await Promise.all([import('./create-auth.ts'), secretOf(parts)])
  return create(parts, place, secret)
}

async function secretOf({ vault, sealing }: Parts): Promise<string> {
  await vault.publicKey('server/sign-in')
  const key = await vault.privateKey('server/sign-in')
  if (!key) throw new Stated('storage_unavailable')
  return Buffer.from(sealing.digest('sign-in secret', key)).toString('hex')
}
