// Every published sentence has a rule that states it and a proof that quotes it, in both languages alike.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { loadCharter } from '../src/charter/load.ts'
import { publishedPromises } from '../src/published.ts'
import { ruleIds } from '../src/trust/ids.ts'
import { rules } from '../src/trust/index.ts'
import { fillSentence, placeholders, readPromiseText } from '../src/trust/text.ts'
import { importsOf, project, sourceFiles, visit } from './source-files.ts'

const folder = join(project, 'src/trust')
const textOf = (id: string) => readPromiseText(readFileSync(join(folder, `${id}.md`), 'utf8'))
const placeholdersIn = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()
const charters = readdirSync(join(project, 'charters')).map((file) => file.replace(/\.yaml$/, ''))

test('every text in the folder is a rule in force, and the other way round', () => {
  const texts = readdirSync(folder).filter((file) => file.endsWith('.md'))
  expect(texts.toSorted()).toEqual(rules.map(({ id }) => `${id}.md`).toSorted())
  expect(rules.map(({ id }) => id).toSorted()).toEqual([...ruleIds].toSorted())
})

describe.each(rules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  const { en, zh } = textOf(id)

  test('states what is published, word for word', () => {
    expect(en.length).toBeGreaterThan(0)
    expect(rule.statements).toEqual(en)
  })

  test('says the same in Chinese: as many sentences, with the same settings in them', () => {
    expect(zh.map(placeholdersIn)).toEqual(en.map(placeholdersIn))
    expect(zh.filter((sentence) => !/\p{Script=Han}/u.test(sentence))).toEqual([])
  })

  test('names only settings that there are', () => {
    expect(en.flatMap(placeholdersIn).filter((name) => !placeholders[name])).toEqual([])
  })

  test('has a hook, so that taking it away makes a difference', () => {
    const hooks = ['takesEffect', 'checkAct', 'mayUseDevice', 'givesNotice', 'mayProcess', 'checkRequest', 'checkPicture', 'judge', 'checkEngine', 'finish', 'mayServe', 'mayConnect', 'mayLook', 'verdict', 'takeBack', 'cleanLog', 'forget', 'copy', 'sweep', 'mayCount', 'keepFigures', 'mayTrain'] as const
    expect(hooks.filter((hook) => rule[hook] !== undefined)).not.toEqual([])
  })

  test('has a proof of each sentence that sees the program from outside only', () => {
    const path = `src/trust/${id}.test.ts`
    expect(existsSync(join(project, path))).toBe(true)
    const [proof] = sourceFiles(path)
    if (!proof) throw new Error('no proof')
    const quoted: string[] = []
    visit(proof.tree, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'prove') return
      visit(node, (inner) => {
        if (ts.isPropertyAssignment(inner) && inner.name.getText() === 'sentence' && ts.isStringLiteralLike(inner.initializer)) quoted.push(inner.initializer.text)
      })
    })
    expect(quoted.toSorted()).toEqual(en.toSorted())
    const inside = importsOf(proof).filter(({ target }) => target !== 'src/trust/prove.ts' && /^(src\/(core|trust|app|main)\b|test\/harness)/.test(target))
    expect(inside).toEqual([])
    expect(proof.text).not.toMatch(/\b(test|it|describe)\.(skip|todo|only|fails)\b/)
  })
})

describe.each(charters)('the charter %s', (name) => {
  test('publishes whole sentences, and only those that it keeps', async () => {
    const charter = await loadCharter(name)
    const published = await publishedPromises(rules, charter)
    expect(published.length).toBeGreaterThan(0)
    for (const { id, sentences } of published) {
      expect(rules.find((rule) => rule.id === id)?.appliesTo?.(charter) ?? true).toBe(true)
      for (const sentence of [...sentences.en, ...sentences.zh]) expect(sentence).not.toMatch(/[{}]|undefined|null|until-deleted/)
    }
  })
})

test('a sentence that names an unknown setting is an error, not a gap', async () => {
  const charter = await loadCharter('local')
  expect(() => fillSentence('After {someDays} days.', charter)).toThrow('someDays')
})
