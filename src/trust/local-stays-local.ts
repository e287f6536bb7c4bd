// Where the charter names no outside host, nothing leaves the machine: no connection, and no engine that would need one.

import { Refused } from '../core/errors.ts'
import type { TrustRule } from '../core/rules.ts'

export const localStaysLocal: TrustRule = {
  id: 'local-stays-local',
  statements: [
    'The program opens no connection beyond this machine; the one exception is a database that the operator keeps elsewhere, which gets prompts and pictures in sealed form only.',
    'No engine that sends what you write to somebody else is used.',
  ],
  appliesTo: (charter) => charter.outbound.hosts.length === 0,
  mayConnect: (destination, charter) => isThisMachine(destination.host) || charter.outbound.hosts.some((host) => covers(host, destination.host)),
  async checkEngine(_order, facts, charter) {
    if (facts.sendsDataTo !== 'here' && charter.outbound.hosts.length === 0) throw new Refused('local-stays-local')
  },
  /** What the outbound door of the server's own process has let through since its start. */
  async probe({ charter }, _now, witness) {
    const record = witness.connections()
    const sum = (some: typeof record, kind: 'opened' | 'refused'): number => some.reduce((total, one) => total + one[kind], 0)
    const away = record.filter(({ host }) => !isThisMachine(host))
    const beyond = sum(away.filter(({ host }) => !charter.outbound.hosts.some((one) => covers(one, host))), 'opened')
    return { holds: beyond === 0, numbers: { connectionsHere: sum(record, 'opened') - sum(away, 'opened'), connectionsBeyond: beyond, connectionsRefused: sum(record, 'refused') } }
  },
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host)
}

/** `*.example.com` stands for every host below it, `*` for every host. */
function covers(pattern: string, host: string): boolean {
  if (pattern === '*') return true
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : host === pattern
}
