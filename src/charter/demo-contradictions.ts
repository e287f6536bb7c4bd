// A machine opened for others to try must say who opened it, for how long things are kept, and all that is collected.

import { hasVisitors } from '../core/callers.ts'
import type { Contradiction } from './contradictions.ts'
import type { Charter } from './schema.ts'

type Settings = Omit<Charter, 'version'>

/** What a visitor of such a machine leaves there, by the settings. */
export function collectedBy({ statistics }: Pick<Settings, 'statistics'>): string[] {
  return ['prompts', 'pictures', 'session', 'logs', ...(statistics.counted ? ['statistics'] : [])]
}

export const demoContradictions: readonly Contradiction[] = [
  {
    settings: ['access.demo', 'access.who'],
    find: ({ access }) => (access.demo && !hasVisitors({ access }) ? `access.demo opens this machine for others to try, but access.who is "${access.who}" and lets none of them in. Set access.who: sessions.` : undefined),
  },
  {
    settings: ['access.demo', 'operator.contact'],
    find: ({ access, operator }) =>
      access.demo && /[@.]example$/i.test(operator.contact)
        ? `access.demo opens this machine for others to try, but operator.contact is the placeholder ${operator.contact}. Give an address that they can write to.`
        : undefined,
  },
  {
    settings: ['access.demo', 'access.collects'],
    find: ({ access, statistics }) => {
      if (!access.demo) return access.collects ? 'access.collects lists what is collected from those who try this machine, but access.demo is false. Set access.demo: true, or remove the list.' : undefined
      const all = collectedBy({ statistics })
      const told = access.collects ?? []
      if (all.every((one) => told.includes(one as never)) && told.every((one) => all.includes(one))) return undefined
      return `access.demo shows everybody what is collected before their first prompt, but access.collects is not the whole list. Set access.collects: [${all.join(', ')}].`
    },
  },
]
