import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import * as enData from './en-data.ts'
import * as enBetter from './en-better.ts'
import * as enDevelopers from './en-developers.ts'
import * as enEdit from './en-edit.ts'
import * as enEngines from './en-engines.ts'
import * as enGates from './en-gates.ts'
import * as enConsole from './en-console.ts'
import * as enIncidents from './en-incidents.ts'
import * as enLibrary from './en-library.ts'
import * as enOperator from './en-operator.ts'
import * as enOwn from './en-own.ts'
import * as enPolicies from './en-policies.ts'
import { zh } from './zh.ts'
import * as zhOwn from './zh-own.ts'
import * as zhPolicies from './zh-policies.ts'
import * as zhData from './zh-data.ts'
import * as zhBetter from './zh-better.ts'
import * as zhDevelopers from './zh-developers.ts'
import * as zhEdit from './zh-edit.ts'
import * as zhEngines from './zh-engines.ts'
import * as zhGates from './zh-gates.ts'
import * as zhConsole from './zh-console.ts'
import * as zhIncidents from './zh-incidents.ts'
import * as zhLibrary from './zh-library.ts'
import * as zhOperator from './zh-operator.ts'

const root = join(import.meta.dirname, '..')

function sentencesOf(tree: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(path + key, value)
    else for (const [below, sentence] of sentencesOf(value as object, `${path}${key}.`)) found.set(below, sentence)
  }
  return found
}

/** English tells one from many, Chinese does not. */
const withoutNumber = (key: string) => key.replace(/_(one|other)$/, '')
const english = sentencesOf({ ...en, ...enData, ...enLibrary, ...enConsole, ...enOperator, ...enPolicies, ...enEdit, ...enEngines, ...enGates, ...enBetter, ...enDevelopers, ...enIncidents, ...enOwn })
const chinese = sentencesOf({ ...zh, ...zhData, ...zhLibrary, ...zhConsole, ...zhOperator, ...zhPolicies, ...zhEdit, ...zhEngines, ...zhGates, ...zhBetter, ...zhDevelopers, ...zhIncidents, ...zhOwn })

const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts') && !/words.(en|zh)(-\w+)?\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n')

describe('the sentences of the studio', () => {
  it('exist in both languages', () => {
    const keys = (sentences: Map<string, string>) => [...new Set([...sentences.keys()].map(withoutNumber))].sort()
    expect(keys(chinese)).toEqual(keys(english))
  })

  it('are never empty and are filled with the same values', () => {
    const values = (sentence: string) => [...new Set(sentence.match(/\{\{\w+\}\}/g))].sort()
    for (const [key, sentence] of chinese) {
      expect(sentence.trim(), key).not.toBe('')
      expect(values(sentence), key).toEqual(values(english.get(key) ?? ''))
    }
  })

  it('are Chinese in Chinese', () => {
    const same = ['app.name', 'app.otherLanguage']
    for (const [key, sentence] of chinese) {
      const wordless = !/\p{Letter}/u.test(sentence.replace(/\{\{\w+\}\}/g, ''))
      if (!same.includes(key) && !wordless) expect(sentence, key).toMatch(/\p{Script=Han}/u)
    }
  })

  it('are all used, and none is missing', () => {
    const used = new Set([...source.matchAll(/['"`]([a-z]+(?:\.[a-zA-Z]+)+)['"`]/g)].map((match) => match[1]))
    const families = [...source.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map((match) => match[1] ?? '')
    const isUsed = (key: string) => used.has(key) || families.some((family) => key.startsWith(family))
    const keys = [...english.keys()].map(withoutNumber)
    expect(keys.filter((key) => !isUsed(key))).toEqual([])
    const asked = [...source.matchAll(/\b(?:t|say)\('([^']+)'/g)].map((match) => match[1] ?? '')
    expect(asked.filter((key) => !keys.includes(key))).toEqual([])
  })
})
