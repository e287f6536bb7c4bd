// Optional purposes: all off until somebody allows one, and off again by a word or a browser's signal.

import type { Belonging } from './belongings.ts'
import type { Caller } from './callers.ts'
import type { ChoiceRow, Parts } from './ports.ts'

/** Nothing in this program serves any of them; what people say about them is kept and shown all the same. */
export const purposes = ['analytics', 'sharing', 'training'] as const
export type Purpose = (typeof purposes)[number]

export interface Choice {
  purpose: Purpose
  allowed: boolean
  since?: Date
}

/** A signal says no to everything, whatever was chosen before. */
export async function readChoices(parts: Parts, caller: Caller | undefined, signal: boolean): Promise<Choice[]> {
  const rows = caller ? await parts.store.choices.listOf(caller.owner) : []
  return purposes.map((purpose) => {
    const newest: ChoiceRow | undefined = rows.find((row) => row.purpose === purpose)
    return { purpose, allowed: !signal && (newest?.allowed ?? false), since: newest?.at }
  })
}

/** Written down with its time; earlier ones stay, so that it can be shown what held when. */
export async function choose(parts: Parts, caller: Caller, purpose: Purpose, allowed: boolean): Promise<void> {
  await parts.store.choices.insert({ owner: caller.owner, purpose, allowed, at: parts.clock.now() })
}

export function describeChoices(choices: readonly Choice[], signal: boolean) {
  return { global_privacy_control: signal, purposes: choices.map(({ purpose, allowed, since }) => ({ purpose, used: false as const, allowed, since: since?.toISOString() ?? null })) }
}

export const choicesHad: Belonging = {
  kind: 'choices',
  tables: ['choices'],
  why: 'you-said-so',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.choices.listOf(owner)).length }),
  remove: (tables, { owner }) => tables.choices.removeOf(owner),
  async *copy(parts, caller) {
    yield { path: 'choices.json', content: describeChoices(await readChoices(parts, caller, false), false) }
  },
}
