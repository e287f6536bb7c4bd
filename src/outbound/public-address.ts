// Finds the one public address behind a host name, so that an address given by somebody else leads nowhere inside.

import dns from 'node:dns'
import ipaddr from 'ipaddr.js'

/** Looks a name up; tests put their own in its place. */
export type LookUp = (host: string) => Promise<string[]>

export class AddressNotPublic extends Error {
  override name = 'AddressNotPublic'
}

/**
 * Every address of the name must be public; the first is the one to connect to, so that a name that changes its answer
 * gains nothing. @throws AddressNotPublic
 */
export async function publicAddressOf(host: string, lookUp: LookUp): Promise<string> {
  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = ipaddr.isValid(literal) ? [literal] : await lookUp(host)
  const [first] = addresses
  if (first === undefined || !addresses.every(isPublic)) throw new AddressNotPublic(`"${host}" is not a public address.`)
  return first
}

function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Public IPv6 is 2000::/3; elsewhere stand addresses that lead to others, such as ::127.0.0.1.
  return parsed.kind() === 'ipv4' || ((parsed.toByteArray()[0] ?? 0) & 0xe0) === 0x20
}

export const lookUpNames: LookUp = async (host) => (await dns.promises.lookup(host, { all: true })).map(({ address }) => address)
