// The questions that make a charter: every charter's answers load, wrong ones are told by name, and the terminal asks the same as the flags.

import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createMemoryApp } from '../../test/api/memory-app.ts'
import { runCli } from '../cli.ts'
import { demoContradictions } from './demo-contradictions.ts'
import { loadCharter, readCharter } from './load.ts'
import { asked, complete, questions, type Answers } from './questions.ts'
import { charterFrom } from './write.ts'

const who: Answers = { operator: 'A studio by the sea', contact: 'sea@studio.test', country: 'Portugal' }
const far: Answers = { engine: 'address', engineUrl: 'https://api.studio.test/v1', engineModel: 'far-1', engineKey: 'FAR_KEY', engineName: 'Far Ltd', engineCountry: 'US', engineTerms: 'https://studio.test/terms', engineKeeps: '30 days' }

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-questions-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('answers', () => {
  it.each(['local', 'hosted', 'ephemeral', 'api', 'platform'])('make the charter %s, with and without another engine', async (charter) => {
    for (const more of [{}, far]) {
      const { yaml, charter: made } = await charterFrom({ charter, ...who, ...more })
      expect(made.operator).toMatchObject({ name: 'A studio by the sea', contact: 'sea@studio.test' })
      expect(made.engines).toHaveLength('engine' in more ? 2 : 1)
      expect(yaml).toMatch(/^# Made from the charter .*terms\.noticeDays/s)
      expect(made.access.who).toBe((await loadCharter(charter)).access.who)
    }
  })

  it('of somebody alone can all be left to the usual; those of a server for others cannot', async () => {
    expect((await charterFrom({})).charter.access.who).toBe('owner')
    expect(complete({ charter: 'hosted' }).missing).toEqual(['operator', 'contact', 'country'])
    await expect(charterFrom({ charter: 'hosted' })).rejects.toThrow('E-mail address that people can write to This needs an answer.')
    await expect(charterFrom({ charter: 'hosted', ...who, imageDays: 'soon' })).rejects.toThrow('Give a whole number of days.')
    await expect(charterFrom({ charter: 'hosted', ...who, contact: 'nobody' }, 'zh')).rejects.toThrow(/contact/)
    await expect(charterFrom({ charter: 'cloud' }, 'zh')).rejects.toThrow('请选择其一')
    await expect(charterFrom({ charter: 'hosted', ...who, imageDays: 'until-deleted' })).rejects.toThrow('until-deleted')
  })

  it('ask about an engine elsewhere what the texts must say of it', () => {
    const ids = (answers: Answers) => asked(answers).map(({ id }) => id)
    expect(ids({ charter: 'local', engine: 'address', engineUrl: 'http://127.0.0.1:30000/v1' })).not.toContain('engineCountry')
    expect(ids({ charter: 'local', ...far })).toContain('engineCountry')
    for (const { ask, hint, choices = [] } of questions) for (const words of [ask, hint, ...choices.map((choice) => choice.words)]) if (words) expect([words.en.length > 3, words.zh.length > 1]).toEqual([true, true])
  })
})

describe('a machine opened for others to try', () => {
  const open = { charter: 'local', demo: 'yes', ...who, imageDays: '3' }

  it('is made by one answer, once it says who, how long and what', async () => {
    const { charter } = await charterFrom(open)
    expect(charter.access).toMatchObject({ who: 'sessions', demo: true, collects: ['prompts', 'pictures', 'session', 'logs'] })
    expect(charter.retention.imageDays).toBe(3)
    await expect(charterFrom({ charter: 'local', demo: 'yes' })).rejects.toThrow('Who answers for it?')
  })

  const settings = { name: 'local', access: { who: 'sessions', demo: true, collects: ['prompts', 'pictures', 'session', 'logs'] }, operator: { name: 'Ann', contact: 'ann@studio.test' }, retention: { imageDays: 30 }, sharing: { enabled: false } }
  it.each([
    ['access.who', { ...settings, access: { ...settings.access, who: 'owner' } }],
    ['operator.contact', { ...settings, operator: { name: 'Ann' } }],
    ['access.collects', { ...settings, access: { ...settings.access, collects: ['prompts'] } }],
    ['access.collects', { ...settings, access: { who: 'sessions', demo: true } }],
    ['access.collects', { ...settings, statistics: { counted: true } }],
    ['retention.imageDays', { ...settings, retention: { imageDays: 'until-deleted' } }],
  ])('does not load without a right %s', (path, wrong) => {
    expect(readCharter(settings).access.demo).toBe(true)
    expect(() => readCharter(wrong)).toThrow(path)
    expect(demoContradictions).toHaveLength(3)
  })
})

describe('gesso charter new', () => {
  async function gesso(...words: string[]): Promise<{ code: number; said: string }> {
    const said: string[] = []
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((spy) => spy.mockImplementation((line: string) => void said.push(line)))
    const code = await runCli(['charter', 'new', ...words]).finally(() => spies.forEach((spy) => spy.mockRestore()))
    return { code, said: said.join('\n') }
  }

  it('writes a file from flags, shows what is published, and never replaces one unasked', async () => {
    const file = join(folder, 'flags.yaml')
    const flags = ['--yes', '--charter', 'hosted', '--operator', 'A studio by the sea', '--contact', 'sea@studio.test', '--country', 'Portugal', '--image-days', '12']
    expect(await gesso(file, '--yes', '--charter', 'hosted')).toMatchObject({ code: 2, said: expect.stringContaining('Who answers for it?') })
    const made = await gesso(file, ...flags)
    expect(made).toMatchObject({ code: 0, said: expect.stringContaining('- Privacy policy') })
    expect(made.said).toContain('Start with it: GESSO_CHARTER=')
    expect((await loadCharter(file)).retention.imageDays).toBe(12)
    expect(await gesso(file, ...flags)).toMatchObject({ code: 2, said: expect.stringContaining('is there already') })
    expect((await gesso(file, ...flags, '--force', '--image-days', '13')).code).toBe(0)
    expect([(await loadCharter(file)).retention.imageDays, (await loadCharter(`${file}.before`)).retention.imageDays]).toEqual([13, 12])
  })

  it('asks in the terminal, in Chinese too, and asks again after a wrong answer', async () => {
    const file = join(folder, 'asked.yaml')
    const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, '../cli.ts'), 'charter', 'new', file, '--language', 'zh'], { stdio: ['pipe', 'pipe', 'inherit'] })
    // 2 = hosted; what is empty takes the usual answer.
    const lines = ['2', '', '海边画室', 'sea@studio.test', '葡萄牙', '', 'bald', '20', '', '', '', '', 'yes']
    let said = ''
    child.stdout.on('data', (part) => {
      said += String(part)
      // A question ends without a new line.
      if (!said.endsWith('\n') && lines.length > 0) child.stdin.write(`${lines.shift()}\n`)
    })
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect([code, lines], said).toEqual([0, []])
    expect(said).toContain('请填写整数天数。')
    expect(said).toContain('- 隐私政策')
    expect(await readFile(file, 'utf8')).toContain('海边画室')
    expect((await loadCharter(file)).retention.imageDays).toBe(20)
  })
})

describe('the set-up page', () => {
  it('asks, shows and saves for whoever sits at a fresh machine, and for nobody else', async () => {
    const saved: string[] = []
    const api = await createMemoryApp({ worker: false, http: { setUp: { file: '/data/charter.yaml', save: async (yaml) => void saved.push(yaml) } } })
    const post = async (path: string, answers: Answers, from?: { remoteAddress: string }) => {
      const answer = await api.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ answers, language: 'en' }) }, from)
      return { status: answer.status, body: (await answer.json()) as any }
    }
    const { body } = await post('/v1/set-up/questions', { charter: 'hosted' })
    expect([body.elsewhere, body.questions.map(({ id }: { id: string }) => id)]).toEqual([false, asked({ charter: 'hosted' }).map(({ id }) => id)])
    const wrong = await post('/v1/set-up', { charter: 'hosted' })
    expect([wrong.status, wrong.body.error.code, saved]).toEqual([400, 'charter_invalid', []])
    const preview = await post('/v1/set-up/preview', { charter: 'hosted', ...who })
    expect(preview.body.texts.map(({ id }: { id: string }) => id)).toContain('privacy')
    expect(JSON.stringify(preview.body.texts)).toContain('A studio by the sea')
    expect([(await post('/v1/set-up', { charter: 'hosted', ...who })).status, saved]).toEqual([200, [preview.body.yaml]])
    expect((await post('/v1/set-up', { charter: 'hosted', ...who }, { remoteAddress: '203.0.113.9' })).status).toBe(401)
    await api.close()
  })
})
