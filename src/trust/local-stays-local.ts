// Where the charter names no outside host, nothing leaves the machine: no connection, and no engine that would need one.

import { contactDays, covers, isThisMachine, recentContacts } from '../core/contacts.ts'
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
  /** What the outbound doors let through: of this process since its start, of the worker's and all others since yesterday. */
  async probe({ charter, store }, now, witness) {
    const record = witness.connections()
    const sum = (some: ReadonlyArray<{ opened: number; refused: number }>, kind: 'opened' | 'refused'): number => some.reduce((total, one) => total + one[kind], 0)
    const isBeyond = ({ host }: { host: string }): boolean => !isThisMachine(host) && !charter.outbound.hosts.some((one) => covers(one, host))
    const away = record.filter(({ host }) => !isThisMachine(host))
    const kept = await recentContacts({ store }, now)
    const beyond = sum(record.filter(isBeyond), 'opened') + kept.filter((one) => one.process !== 'server').reduce((total, one) => total + one.beyond, 0)
    const refused = sum(record, 'refused') + sum(kept.filter((one) => one.process === 'worker'), 'refused')
    return { holds: beyond === 0, numbers: { connectionsHere: sum(record, 'opened') - sum(away, 'opened'), connectionsBeyond: beyond, connectionsRefused: refused } }
  },
  sweep: async ({ store }, now) => ({ removed: await store.contacts.removeBefore(new Date(now.getTime() - contactDays * 86_400_000).toISOString().slice(0, 10)), left: 0 }),
}
