// What every list of contradictions must show: each refused with a sentence that names both settings, beside a neighbour that loads.

import { expect, it } from 'vitest'
import type { Contradiction } from './contradictions.ts'
import { CharterInvalid, readCharter } from './load.ts'

/** By `one.setting + another`; the neighbours are called `test`. */
export type ContradictionCases = Record<string, Array<{ refused: object; loads: object }>>

export function contradictionContract(contradictions: readonly Pick<Contradiction, 'settings'>[], cases: ContradictionCases): void {
  it('each have a case', () => {
    expect(Object.keys(cases).sort()).toEqual(contradictions.map(({ settings }) => settings.join(' + ')).sort())
  })

  it.each(Object.entries(cases).flatMap(([pair, all]) => all.map((one) => [pair, one] as const)))('%s', (pair, { refused, loads }) => {
    for (const name of pair.split(' + ')) expect(refusalOf(refused)).toContain(name)
    expect(readCharter(loads).name).toBe('test')
  })
}

/** The sentence with which settings are refused; nothing where they load. */
export function refusalOf(settings: object): string {
  try {
    readCharter(settings)
  } catch (error) {
    expect(error).toBeInstanceOf(CharterInvalid)
    return (error as Error).message
  }
  return ''
}
