// The proof of figures-without-people.

import { expect } from 'vitest'
import { hashOf } from '../identity/keys.ts'
import { prove } from './prove.ts'

const key = 'an-operator-key-for-proofs'
const operator = { authorization: `Bearer ${key}` }

prove(
  {
    rule: 'figures-without-people',
    sentence: 'A figure about use is shown or kept only if it stands for at least {threshold} visitors of a day; smaller ones are dropped, and so is what would give them away.',
    options: {
      charter: { access: { who: 'sessions' }, retention: { imageDays: 30 }, sharing: { enabled: false }, statistics: { counted: true, threshold: 5 } },
      http: { operatorKeyHash: hashOf(key) },
      worker: false,
    },
  },
  async (world) => {
    // Six in English and seven in other languages with a computer, one in Chinese with a phone.
    const visitors = [...many(6, 'en'), ...many(7, 'fr'), { agent: 'Mozilla/5.0 (Mobile) only one', language: 'zh' }]
    const visit = ({ agent, language }: (typeof visitors)[number]) => world.get('/v1/nothing', { 'user-agent': agent, 'accept-language': language })
    for (const one of visitors) await visit(one)
    const shown = async () => (await world.get('/v1/statistics', operator)).body.data.map(({ fact, value, amount, visitors: many }: any) => [fact, value, amount, many]).toSorted()
    // The phone goes with the computers that would give it away, Chinese with the smaller of the others.
    const wanted = [['all', '', 14, 14], ['language', 'other', 7, 7], ['route', 'studio', 14, 14]]
    await expect.poll(shown, { timeout: 5_000 }).toEqual(wanted)
    world.advance(86_400_000)
    await world.sweep()
    expect(await world.sql('select fact, value, amount::integer, visitors from kept_figures order by fact, value')).toEqual(wanted.map(([fact, value, amount, many]) => ({ fact, value, amount, visitors: many })))
    expect(await world.sql('select 1 from visit_counts union all select 1 from visit_marks')).toEqual([])
    expect(await shown()).toEqual(wanted)
  },
)

function many(count: number, language: string) {
  return Array.from({ length: count }, (_, number) => ({ agent: `Mozilla/5.0 (X11) ${language} ${number}`, language }))
}
