// The docs say what the code does: every setting, variable, route, error, command, engine and promise is in them, every link leads somewhere.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommandDef } from 'citty'
import { describe, expect, test } from 'vitest'
import { exitCodes } from '../src/commands/exit.ts'
import { sentences } from '../src/core/errors.ts'
import { routes } from '../src/http/routes.ts'
import { ruleIds } from '../src/trust/ids.ts'
import { tables, withTable } from './doc-tables.ts'
import { project, sourceFiles } from './source-files.ts'

const read = (file: string): string => readFileSync(join(project, file), 'utf8')
const docs = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'NOTICE.md', ...markdownIn('docs')]
const codeIn = (text: string): Set<string> => new Set([...text.replace(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? ''))

function markdownIn(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file))
}

describe('tables that follow from the code', () => {
  test.each(tables)('$file: $name (renew with: node bootstrap/run.mjs test/doc-tables.ts)', ({ file, name, make }) => {
    const text = read(file)
    expect(text).toBe(withTable(text, name, make()))
  })
})

describe('docs/api.md', () => {
  const text = read('docs/api.md')

  test.each(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`))('names the route %s', (route) => {
    expect(text).toContain(route)
  })

  test('names every error code', () => {
    const known = codeIn(text)
    expect(Object.keys(sentences).filter((code) => !known.has(code))).toEqual([])
  })
})

describe('docs/cli.md', () => {
  const text = read('docs/cli.md')
  const commands = [...read('src/cli.ts').matchAll(/import\('\.\/commands\/([\w-]+)\.ts'\)/g)].map(([, name]) => name ?? '')

  test('there are commands', () => {
    expect(commands).toContain('draw')
  })

  test.each(commands)('describes gesso %s with all its options', async (name) => {
    const { default: command } = (await import(join(project, `src/commands/${name}.ts`))) as { default: CommandDef }
    const section = text.split(/^## /m).find((part) => part.startsWith(`\`gesso ${name}\``))
    expect(section).toBeDefined()
    for (const option of await optionsOf(command)) expect(section).toContain(`--${option}`)
  })

  test('names every exit code', () => {
    expect(Object.values(exitCodes).filter((code) => !text.includes(`| ${code} |`))).toEqual([])
  })
})

describe('docs/engines.md', () => {
  const text = read('docs/engines.md')
  const engines = readdirSync(join(project, 'src/engines'), { withFileTypes: true }).filter((entry) => entry.isDirectory())

  test.each(engines.map(({ name }) => name))('describes the engine %s', (name) => {
    expect(text).toContain(`## \`${name}\``)
  })

  test('names every field of a checkpoint', () => {
    const [source] = sourceFiles('src/engines/painter/checkpoint.ts')
    const schema = /indexSchema = z\.object\(\{([^]*?)\n\}\)/.exec(source?.text ?? '')?.[1] ?? ''
    const fields = [...schema.matchAll(/^  (\w+):/gm)].map(([, field]) => field ?? '')
    expect(fields.length).toBeGreaterThan(5)
    expect(fields.filter((field) => !codeIn(text).has(field))).toEqual([])
  })
})

test('docs/charters.md names every shipped charter and every promise', () => {
  const known = codeIn(read('docs/charters.md'))
  const charters = readdirSync(join(project, 'charters')).map((file) => file.replace('.yaml', ''))
  expect([...charters, ...ruleIds].filter((name) => !known.has(name))).toEqual([])
})

describe('ARCHITECTURE.md', () => {
  const text = read('ARCHITECTURE.md')

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('names a guard of invariant %i that exists', (number) => {
    const guard = new RegExp(`^\\| ${number} \\| .+ \\| \`([^\`]+)\` \\|$`, 'm').exec(text)?.[1]
    expect(guard).toBeDefined()
    expect(existsSync(join(project, guard ?? ''))).toBe(true)
  })

  test('has a line for every folder of the house', () => {
    const known = [...codeIn(text)].join(' ')
    const folders = ['', 'src'].flatMap((folder) =>
      readdirSync(join(project, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/^(\.|node_modules|data|dist|src$)/.test(entry.name))
        .map((entry) => `${join(folder, entry.name)}/`),
    )
    expect(folders.filter((folder) => !known.includes(folder))).toEqual([])
  })

  test('names nothing that is not there', () => {
    const paths = [...codeIn(text)].filter((code) => /^(src|test|bench|client|studio|bootstrap|charters|models|training|docs)\//.test(code))
    expect(paths.filter((path) => !existsSync(join(project, path)))).toEqual([])
  })
})

describe.each(docs)('%s', (file) => {
  const text = read(file)

  test('links lead somewhere', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? '').filter((link) => !/^(https?:|#)/.test(link))
    const broken = links.filter((link) => !existsSync(join(project, dirname(file), link.replace(/#.*$/, ''))))
    expect(broken).toEqual([])
  })

  test('commands of npm that it names are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name ?? '')
    expect(named.filter((name) => !scripts[name])).toEqual([])
  })
})

async function optionsOf(command: CommandDef): Promise<string[]> {
  const resolve = async <T>(value: T | (() => T) | (() => Promise<T>) | Promise<T> | undefined): Promise<T | undefined> =>
    typeof value === 'function' ? (value as () => T | Promise<T>)() : value
  const own = Object.entries((await resolve(command.args)) ?? {}).flatMap(([name, arg]) => (arg.type === 'positional' ? [] : [name]))
  const below = Object.values((await resolve(command.subCommands)) ?? {}).map(async (sub) => {
    const found = await resolve(sub)
    return found ? optionsOf(found as CommandDef) : []
  })
  return [...own, ...(await Promise.all(below)).flat()]
}
