// From answers to a charter file: a shipped charter with what was answered put in, checked whole before anything is written.

import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Language } from '../core/errors.ts'
import { CharterInvalid, readCharter } from './load.ts'
import { asked, complete, faultIn, type Answers } from './questions.ts'
import type { Charter } from './schema.ts'

const shipped = join(import.meta.dirname, '../../charters')

export interface Written {
  /** The file, as YAML with its comments. */
  yaml: string
  charter: Charter
}

/** @throws CharterInvalid with one line for each answer that is missing or wrong, or what the settings say together */
export async function charterFrom(given: Answers, language: Language = 'en'): Promise<Written> {
  const { answers, missing } = complete(given)
  const faults = asked(answers).flatMap((question) => {
    const fault = missing.includes(question.id) ? (language === 'zh' ? '请回答。' : 'This needs an answer.') : faultIn(question, answers[question.id] ?? '', language)
    return fault === undefined ? [] : [`- ${question.ask[language]} ${fault}`]
  })
  if (faults.length > 0) throw new CharterInvalid(faults.join('\n'))
  const name = answers.charter ?? 'local'
  const document = parseDocument(await readFile(join(shipped, `${name}.yaml`), 'utf8'))
  document.commentBefore = ` Made from the charter "${name}" by its questions. To change it: edit a value, then \`gesso charter check\` this file and\n start the server again. A significant change is announced first and waits for terms.noticeDays. docs/charters.md lists every setting.`
  for (const [path, value] of settingsOf(answers)) document.setIn(path, document.createNode(value))
  const charter = readCharter(document.toJS(), name)
  return { yaml: document.toString({ lineWidth: 0 }), charter }
}

function settingsOf(answers: Answers): Array<[path: string[], value: unknown]> {
  const { operator, contact, country, storage, imageDays, logDays, noticeDays, languages, demo } = answers
  const settings: Array<[string[], unknown]> = [
    [['operator'], { name: operator, contact, country, storage }],
    [['retention', 'logDays'], Number(logDays)],
  ]
  if (imageDays !== undefined) {
    const days = imageDays === 'until-deleted' ? imageDays : Number(imageDays)
    settings.push([['retention', 'imageDays'], days])
    // Links and the gallery cannot outlive the pictures.
    if (typeof days === 'number') settings.push(...shorterThan(answers, days))
  }
  if (noticeDays !== undefined) settings.push([['terms', 'noticeDays'], Number(noticeDays)])
  if (languages !== undefined) settings.push([['notices', 'languages'], languages.split(' ')])
  if (demo === 'yes') settings.push([['access'], { who: 'sessions', demo: true, collects: ['prompts', 'pictures', 'session', 'logs'] }], [['sharing'], { enabled: false }], [['webhooks'], { to: 'public' }])
  if (answers.engine === 'address') settings.push([['engines'], ['painter', engineOf(answers)]], [['model'], answers.engineModel])
  return settings
}

function shorterThan({ charter }: Answers, days: number): Array<[string[], unknown]> {
  if (charter === 'hosted' || charter === 'api') return [[['sharing', 'mostDays'], Math.min(30, days)]]
  if (charter === 'platform') return [[['sharing', 'mostDays'], Math.min(30, days)], [['sharing', 'galleryDays'], Math.min(180, days)]]
  return [[['sharing', 'mostDays'], Math.min(30, days)]]
}

function engineOf({ engineUrl, engineModel, engineKey, engineName, engineCountry, engineTerms, engineKeeps }: Answers): object {
  const elsewhere = engineName === undefined ? {} : { place: { name: engineName, country: engineCountry }, terms: engineTerms, retention: engineKeeps }
  return { id: 'other', driver: 'openai-compatible', url: engineUrl, models: [engineModel], ...(engineKey ? { key: { environment: engineKey } } : {}), ...elsewhere }
}

/** In one step; what stood there before stays beside it. @throws when the folder cannot be written */
export async function writeCharter(file: string, yaml: string): Promise<void> {
  await rename(file, `${file}.before`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await writeFile(`${file}.new`, yaml, { mode: 0o644 })
  await rename(`${file}.new`, file)
}
