// The boundaries between folders and the habits of the house, read from the source itself.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { globalsUsed, importsOf, lineOf, project, sourceFiles, visit, type SourceFile } from './source-files.ts'

const all = sourceFiles('src', 'client', 'studio', 'test', 'bench', 'vitest.config.ts')
const below = (folder: string): SourceFile[] => all.filter((file) => file.path.startsWith(`${folder}/`))
const isTest = ({ path }: SourceFile): boolean => /\.(test|contract)\.tsx?$/.test(path)

/** Written by programs. */
const generated = ['client/schema.ts']
/** Test tools that live beside what they test; they never run in the program. */
const proving = ['src/trust/prove.ts']

const pure = [...below('src/core'), ...below('src/trust')].filter((file) => !isTest(file) && !proving.includes(file.path))

test('there is something to read', () => {
  expect(pure.length).toBeGreaterThan(10)
  expect(all.length).toBeGreaterThan(60)
})

describe('1: core and trust know only what the product does', () => {
  test.each(pure)('$path imports nothing but core and trust, and types of the charter', (file) => {
    const wrong = importsOf(file).filter(({ target, relative, typeOnly }) => {
      if (!relative) return true
      if (target.startsWith('src/charter/')) return !typeOnly
      return !/^src\/(core|trust)\//.test(target)
    })
    expect(wrong).toEqual([])
  })

  test.each(pure)('$path takes no time, chance, network or environment from the air', (file) => {
    expect(globalsUsed(file, ['fetch', 'console', 'process', 'performance', 'crypto', 'require', 'globalThis', 'setTimeout', 'setInterval', 'WebSocket'])).toEqual([])
    const wrong: string[] = []
    visit(file.tree, (node) => {
      if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText())) wrong.push(`${node.getText()} in line ${lineOf(file, node)}`)
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) wrong.push(`new Date() in line ${lineOf(file, node)}`)
    })
    expect(wrong).toEqual([])
  })

  test('rules do not import each other', () => {
    const rules = below('src/trust').filter((file) => !isTest(file) && !['index.ts', 'prove.ts'].includes(basename(file.path)))
    const shared = ['src/trust/ids.ts', 'src/trust/text.ts']
    const wrong = rules.flatMap((file) => importsOf(file).filter(({ target }) => target.startsWith('src/trust/') && !shared.includes(target)))
    expect(wrong).toEqual([])
  })
})

describe('2: the studio is a customer of the API', () => {
  test.each(below('studio'))('$path reaches the server only through client', (file) => {
    const wrong = importsOf(file).filter(({ target, relative }) => (relative ? !/^(studio|client)\//.test(target) : target.startsWith('node:') && !isTest(file)))
    expect(wrong).toEqual([])
    const own = globalsUsed(file, ['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'])
    expect(own).toEqual([])
  })

  test.each(below('client').filter((file) => !isTest(file)))('$path imports nothing of the server', (file) => {
    expect(importsOf(file).filter(({ target, relative }) => relative && !target.startsWith('client/'))).toEqual([])
  })
})

describe('3: engines know nothing of each other, and the core names none', () => {
  const shared = /^src\/engines\/[^/]+\.ts$/
  const folderOf = (path: string): string | undefined => /^src\/engines\/([^/]+)\//.exec(path)?.[1]

  test.each(below('src/engines').filter((file) => folderOf(file.path)))('$path imports nothing of another engine', (file) => {
    const wrong = importsOf(file).filter(({ target }) => {
      const other = folderOf(target)
      return (other && other !== folderOf(file.path)) || (shared.test(target) && /\/(index|router)\.ts$/.test(target) && !isTest(file))
    })
    expect(wrong).toEqual([])
  })

  test('the core names no engine', () => {
    const engines = below('src/engines').flatMap((file) => folderOf(file.path) ?? [])
    expect(engines).toContain('painter')
    const wrong = below('src/core')
      .filter((file) => !isTest(file))
      .flatMap((file) => {
        const found: string[] = []
        visit(file.tree, (node) => {
          if (ts.isStringLiteralLike(node) && engines.includes(node.text)) found.push(`${file.path}:${lineOf(file, node)}`)
        })
        return found
      })
    expect(wrong).toEqual([])
  })
})

describe('one place for each thing', () => {
  const reads = (file: SourceFile, text: string): boolean => {
    let found = false
    visit(file.tree, (node) => {
      if (ts.isPropertyAccessExpression(node) && node.getText() === text) found = true
    })
    return found
  }

  test('config.ts is the only reader of the environment', () => {
    expect(below('src').filter((file) => !isTest(file) && reads(file, 'process.env')).map(({ path }) => path)).toEqual(['src/config.ts'])
  })

  test('only storage speaks SQL', () => {
    const drivers = /^src\/(storage|jobs\/schedule)/
    const wrong = below('src').filter((file) => !isTest(file) && !proving.includes(file.path) && !drivers.test(file.path) && importsOf(file).some(({ target }) => ['pg', 'kysely'].includes(target)))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  test('only the outbound door connects; others may listen', () => {
    const network = /^(node:(net|tls|http|https|http2|dgram|dns)(\/.*)?|undici)$/
    const listening = ['createServer', 'isIP', 'createAdaptorServer']
    const wrong = below('src')
      .filter((file) => !isTest(file) && !file.path.startsWith('src/outbound/'))
      .flatMap((file) => importsOf(file).filter(({ target, typeOnly, names }) => !typeOnly && network.test(target) && !names.every((name) => listening.includes(name))))
    expect(wrong).toEqual([])
  })

  test('events of the log are fixed words, so that nothing else can be in them', () => {
    const wrong: string[] = []
    for (const file of below('src').filter((one) => !isTest(one))) {
      visit(file.tree, (node) => {
        if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'event' || !ts.isCallExpression(node.parent.parent)) return
        if (!/\blog\.write$/.test(node.parent.parent.expression.getText())) return
        const value = node.initializer
        const fixed = ts.isStringLiteral(value) && /^[a-z]+(-[a-z]+)*$/.test(value.text)
        const fromState = ts.isTemplateExpression(value) && value.templateSpans.every(({ expression }) => /^(state|kind)$/.test(expression.getText()))
        if (!fixed && !fromState) wrong.push(`${file.path}:${lineOf(file, node)}`)
      })
    }
    expect(wrong).toEqual([])
  })
})

describe('the habits of the house', () => {
  const own = all.filter((file) => !generated.includes(file.path))

  test('no file is longer than 300 lines', () => {
    expect(own.filter(({ text }) => text.trimEnd().split('\n').length > 300).map(({ path }) => path)).toEqual([])
  })

  test('no function is longer than 60 lines', () => {
    const wrong = own.filter((file) => !isTest(file)).flatMap((file) => longFunctions(file, 60))
    expect(wrong).toEqual([])
  })

  test('files say in their first line what they are for', () => {
    const named = own.filter((file) => !isTest(file) && !file.path.endsWith('.config.ts'))
    expect(named.filter(({ text }) => !/^(#!.*\n)?\/\/ \S.*[.:?]?/.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('names say something', () => {
    const empty = /(^|[-/.])(service|services|manager|helper|helpers|util|utils|common|misc)([-/.]|$)/
    expect(own.filter(({ path }) => empty.test(path) || !/^[a-z0-9.-]+$/.test(basename(path))).map(({ path }) => path)).toEqual([])
  })

  test('nothing is `any` in the program', () => {
    const wrong: string[] = []
    for (const file of own.filter((one) => !isTest(one) && !one.path.startsWith('test/') && !proving.includes(one.path))) {
      visit(file.tree, (node) => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) wrong.push(`${file.path}:${lineOf(file, node)}`)
      })
    }
    expect(wrong).toEqual([])
  })

  test('nothing is left for later without saying where', () => {
    const word = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((half, index) => half + ['DO', 'ME', 'X'][index]).join('|')})\\b`)
    expect(own.filter(({ text }) => word.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('versions are exact', () => {
    const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    expect(loose).toEqual([])
  })
})

/** Functions that hold other functions count their own lines only: what is nested is counted for itself. */
function longFunctions(file: SourceFile, most: number): string[] {
  const found: string[] = []
  const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
  const lines = (node: ts.Node): number => {
    const { getLineAndCharacterOfPosition: at } = file.tree
    return at.call(file.tree, node.getEnd()).line - at.call(file.tree, node.getStart()).line + 1
  }
  const nested = (node: ts.Node): number => {
    let sum = 0
    ts.forEachChild(node, (child) => {
      sum += isFunction(child) && lines(child) > 1 ? lines(child) - 1 : nested(child)
    })
    return sum
  }
  visit(file.tree, (node) => {
    if (isFunction(node) && lines(node) - nested(node) > most) found.push(`${file.path}:${lineOf(file, node)} has ${lines(node) - nested(node)} lines`)
  })
  return found
}
