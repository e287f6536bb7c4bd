// The network an address belongs to, as far as one house or one phone company's customer has it.

import ipaddr from 'ipaddr.js'

/** `/24` of IPv4, `/48` of IPv6; `unknown` for what is no address. */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown'
  const found = ipaddr.process(address)
  const bytes = found.toByteArray()
  return found.kind() === 'ipv4' ? `4:${bytes.slice(0, 3).join('.')}` : `6:${Buffer.from(bytes.slice(0, 6)).toString('hex')}`
}
