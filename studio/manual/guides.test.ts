import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guideIds, guidesFrom } from './guides.ts'
import { addressIn, readInline, readMarkdown, type Block } from './markdown.ts'
import { partsOf, search } from './search.ts'

const folder = join(import.meta.dirname, 'texts')
const textsIn = (language: string) => Object.fromEntries(readdirSync(join(folder, language)).map((file) => [`./texts/${language}/${file}`, readFileSync(join(folder, language, file), 'utf8')]))
const english = guidesFrom(textsIn('en'), 'https://pictures.example')
const chinese = guidesFrom(textsIn('zh'), 'https://pictures.example')
const pages = [...readFileSync(join(import.meta.dirname, '../shell/pages.tsx'), 'utf8').matchAll(/^  '(\/[\w-]+)': page\(/gm)].map(([, path]) => path)

const linksIn = (block: Block): string[] => {
  const texts = block.kind === 'list' ? block.items : block.kind === 'table' ? [block.head, ...block.rows].flat() : block.kind === 'code' ? [] : [block.text]
  return texts.flatMap(readInline).flatMap((part) => (part.kind === 'link' ? [part.to] : []))
}

describe('the guides', () => {
  it('are there in both languages, with the same headings under the same ids, the same code and the same links', () => {
    const shape = (guides: typeof english) =>
      guides.map(({ id, blocks }) => [id, blocks.map((block) => (block.kind === 'heading' ? `# ${block.id}` : block.kind === 'code' ? block.text.replaceAll(/prompt": "[^"]*|prompt: '[^']*|='[^']*/g, '') : `${block.kind} ${linksIn(block).sort().join(' ')}`))])
    expect(readdirSync(join(folder, 'en')).sort()).toEqual(guideIds.map((id) => `${id}.md`).sort())
    expect(shape(chinese)).toEqual(shape(english))
    for (const { id, title, blocks } of [...english, ...chinese]) {
      expect(title).not.toBe(id)
      const ids = blocks.flatMap((block) => (block.kind === 'heading' ? [block.id] : []))
      expect(ids).not.toContain('')
      expect(new Set(ids).size).toBe(ids.length)
    }
    for (const { title } of chinese) expect(title).toMatch(/\p{Script=Han}/u)
  })

  it('lead to guides, headings and pages that are there', () => {
    for (const { blocks } of [...english, ...chinese]) {
      for (const link of blocks.flatMap(linksIn)) {
        const address = addressIn(link)
        expect(address, link).toBeDefined()
        if (!address || 'outside' in address || address.place === '') continue
        const [, first, second] = address.place.split('/')
        if (first === 'docs') expect(guideIds, link).toContain(second)
        else if (first && address.place !== '/openapi.json') expect(pages, link).toContain(`/${first}`)
      }
    }
  })

  it('name the server by its own address', () => {
    expect(JSON.stringify(english)).not.toContain('localhost')
    expect(JSON.stringify(english)).toContain('curl https://pictures.example/v1/images/generations')
  })

  it('are found by their words in either language, titles first, and by nothing that is not there', () => {
    const found = (guides: typeof english, asked: string) => search(partsOf(guides), asked).map(({ guide, id }) => `${guide}#${id}`)
    expect(found(english, 'SEED')[0]).toBe('questions#seed')
    expect(found(english, 'retry-after 429')).toContain('questions#too-many')
    expect(found(chinese, '种子')[0]).toBe('questions#seed')
    expect(found(english, 'zebra (')).toEqual([])
    expect(found(english, '  ')).toEqual([])
    expect(search(partsOf(english), 'idempotency')[0]?.excerpt.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['Idempotency'])
  })
})

describe('Markdown', () => {
  it('becomes blocks, and HTML stays text', () => {
    expect(readMarkdown('# A `b` {#a}\none\ntwo\n- x\n- y\n1. z\n\n| h | i |\n|---|---|\n| a | |\n```sh\n# no heading\n\nls\n```\n<b onclick="x">')).toEqual([
      { kind: 'heading', level: 1, id: 'a', text: 'A `b`' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'list', ordered: false, items: ['x', 'y', ] },
      { kind: 'list', ordered: true, items: ['z'] },
      { kind: 'table', head: ['h', 'i'], rows: [['a', '']] },
      { kind: 'code', language: 'sh', text: '# no heading\n\nls' },
      { kind: 'paragraph', text: '<b onclick="x">' },
    ])
  })

  it('links to nothing but guides, places of this site and https', () => {
    expect(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'http://plain.example', '../x.md', '/\\evil'].map(addressIn)).toEqual(Array(6).fill(undefined))
    expect([addressIn('rules.md#marks'), addressIn('#marks'), addressIn('/data'), addressIn('https://a.example/b')]).toEqual([
      { place: '/docs/rules', hash: 'marks' },
      { place: '', hash: 'marks' },
      { place: '/data', hash: '' },
      { outside: 'https://a.example/b' },
    ])
  })
})
