// Texts can be read: at the level of somebody who leaves school, with links that lead somewhere, without gaps.

import { describe, expect, it } from 'vitest'
import { loadCharter } from '../charter/load.ts'
import { rules } from '../trust/index.ts'
import { printMarkdown, type PolicyText } from './compile.ts'
import { documentsOf } from './documents.ts'
import { compileAll } from './drafts.ts'
import { gradeOf, hanLengths, proseOf, syllablesOf } from './reading.ts'

/** Years of school. */
const hardest = 12
/** Han characters: of the sentences in the middle, and of the longest one. */
const usual = 32
const longest = 110

it('measures as known texts are measured', () => {
  const simple = ['The cat sat on the mat. The dog ran to the cat.']
  const hard = ['Notwithstanding any contrary provision, the aforementioned indemnification obligations irrevocably constitute the exclusive contractual responsibility.']
  expect(gradeOf(simple)).toBeLessThan(2)
  expect(gradeOf(hard)).toBeGreaterThan(18)
  expect(['make', 'table', 'picture', 'a', 'notice', 'erased', 'repeated', 'hours'].map(syllablesOf)).toEqual([1, 2, 2, 1, 2, 2, 3, 1])
})

describe.each(['local', 'hosted', 'ephemeral', 'api', 'platform'])('the texts of the charter %s', (name) => {
  it('can be read by somebody who leaves school', async () => {
    const { en, zh } = await compileAll(await loadCharter(name), rules)
    const grades = Object.entries(en).map(([id, text]) => [id, Math.round(gradeOf(proseOf(text as PolicyText)) * 10) / 10] as const)
    expect(grades.length).toBeGreaterThan(8)
    expect(grades.filter(([, grade]) => grade > hardest)).toEqual([])
    const lengths = Object.entries(zh).map(([id, text]) => {
      const found = hanLengths(proseOf(text as PolicyText))
      return { id, middle: found[Math.floor(found.length / 2)] ?? 0, longest: found[0] ?? 0 }
    })
    expect(lengths.filter((one) => one.middle > usual || one.longest > longest)).toEqual([])
  })

  it('lead only to documents that are published and promises that are made', async () => {
    const charter = await loadCharter(name)
    const texts = await compileAll(charter, rules)
    const published = documentsOf(charter).map(({ id }) => `/policies/${id}`)
    const promised = rules.filter((rule) => rule.appliesTo?.(charter) ?? true).map(({ id }) => `/trust#${id}`)
    let links = 0
    for (const language of ['en', 'zh'] as const) {
      for (const [id, text] of Object.entries(texts[language])) {
        for (const [, target = ''] of printMarkdown(text as PolicyText, language).matchAll(/\]\(([^)]+)\)/g)) {
          links++
          expect([...published, ...promised], `${language}/${id}`).toContain(target)
        }
      }
    }
    expect(links).toBeGreaterThan(20)
  })
})
