// What rows of the catalogue ask of the documents: each statement stands there in both languages, where the API is offered, and moves with its settings.

import { expect, it } from 'vitest'
import { loadCharter } from '../../src/charter/load.ts'
import { charterSchema, type Charter } from '../../src/charter/schema.ts'
import { printMarkdown } from '../../src/policies/compile.ts'
import { compileAll, type Texts } from '../../src/policies/drafts.ts'
import { rules } from '../../src/trust/index.ts'

const printed = (texts: Texts, id: string, language: 'en' | 'zh'): string => {
  const text = texts[language][id]
  if (!text) throw new Error(`${id} is not published`)
  return printMarkdown(text, language)
}
const textsOf = (charter: Charter): Promise<Texts> => compileAll(charter, rules)

async function stands(document: string, en: string, zh: string): Promise<void> {
  for (const name of ['api', 'platform']) {
    const texts = await textsOf(await loadCharter(name))
    expect([printed(texts, document, 'en'), printed(texts, document, 'zh')]).toEqual([expect.stringContaining(en), expect.stringContaining(zh)])
  }
}

it('G11 stands in the API terms', () => stands('api-terms', 'claims no right to what the end users of an API customer write, send or make', '对 API 客户的最终用户所写、所传、所生成的内容'))

it('G12 stands in the API terms', () => stands('api-terms', 'It may do with that only what giving the API service needs, and so may those that work for it', '仅获得提供 API 服务所必需的许可，为其工作的子处理者亦然'))

it('G14 stands in the terms', () => stands('terms', 'trade marks and logos are used with their permission only', '其商标和标识须经许可方可使用'))

it('N09 stands in the guidelines', () => stands('guidelines', 'Putting in anything that may be passed on with an export licence only', '输入须有出口许可方可提供的内容'))

it('M15 stands in data-processing: made from what is kept, who receives it, and what guards it', async () => {
  const charter = await loadCharter('api')
  const { version: _, ...settings } = charter
  const mail = { ...settings.messages.mail, adapter: 'smtp', company: { name: 'Heron Mail', country: 'DE', policyUrl: 'https://heron.example/privacy' } }
  const moved = { ...charterSchema.parse({ ...settings, retention: { ...settings.retention, logDays: 37 }, messages: { ...settings.messages, mail } }), version: charter.version }
  const [before, after] = [await textsOf(charter), await textsOf(moved)]
  for (const language of ['en', 'zh'] as const) {
    const [old, fresh] = [printed(before, 'data-processing', language), printed(after, 'data-processing', language)]
    expect(old).not.toMatch(/Heron Mail|37 (days|天)/)
    expect(fresh).toContain('Heron Mail')
    expect(fresh).toMatch(/37 (days|天)/)
    // Each measure is a promise of this program, not a claim.
    const measures = after[language]['data-processing']?.blocks.flatMap((block) => (block.kind === 'promise' ? [block.rule] : []))
    expect(measures).toEqual(expect.arrayContaining(['prompts-stay-out-of-logs', 'copy-is-complete', 'erased-is-erased']))
  }
})
