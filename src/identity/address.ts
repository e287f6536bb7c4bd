// Where a request really comes from: the connection's other end, or what a trusted proxy says of it, and whether an address lies in a network.

import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** IPv4 inside IPv6 counts as IPv4. */
function read(text: string): Address | undefined {
  return ipaddr.isValid(text) ? ipaddr.process(text) : undefined
}

/** Whether this names a network, as `203.0.113.0/24`, or a single address. */
export function isNetwork(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : read(text) !== undefined
}

export function isWithin(address: string | undefined, networks: readonly string[]): boolean {
  const one = address === undefined ? undefined : read(address)
  return one !== undefined && networks.some((network) => matches(one, network))
}

function matches(one: Address, network: string): boolean {
  if (!network.includes('/')) return read(network)?.toNormalizedString() === one.toNormalizedString()
  if (!ipaddr.isValidCIDR(network)) return false
  const [base, bits] = ipaddr.parseCIDR(network)
  return base.kind() === one.kind() && one.match([base, bits] as [ipaddr.IPv4, number] & [ipaddr.IPv6, number])
}

/** The nearest address that is no trusted proxy: each of them adds whom it heard from at the end of the list. */
export function clientAddress(remote: string | undefined, headers: Headers, trusted: readonly string[]): string | undefined {
  if (remote === undefined || !isWithin(remote, trusted)) return remote
  const passed = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim()).filter(Boolean)
  let nearest = remote
  for (const address of passed.reverse()) {
    if (read(address) === undefined) return nearest
    nearest = address
    if (!isWithin(address, trusted)) return nearest
  }
  return nearest
}
