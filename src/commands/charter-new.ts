// gesso charter new: asks for what a charter needs, shows the texts that follow, and writes a file that loads.

import { existsSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline/promises'
import { defineCommand, type ArgsDef } from 'citty'
import { CharterInvalid } from '../charter/load.ts'
import { asked, faultIn, questions, type Answers, type Question } from '../charter/questions.ts'
import { charterFrom, writeCharter } from '../charter/write.ts'
import type { Language } from '../core/errors.ts'
import { compileAll } from '../policies/drafts.ts'
import { publishedPromises } from '../published.ts'
import { rules } from '../trust/index.ts'
import { Failure } from './exit.ts'

/** `imageDays` is `--image-days`. */
const flagOf = (id: string): string => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const flags = Object.fromEntries(
  questions.map(({ id, ask, choices }) => [flagOf(id), { type: 'string', valueHint: choices ? choices.map(({ value }) => value).join('|') : 'TEXT', description: ask.en }]),
) as unknown as ArgsDef

const words = {
  en: { needed: 'This needs an answer.', usual: 'usual', follows: 'Published from these answers', promises: 'promises', save: 'Write this file? (yes/no)', kept: 'Nothing was written.', next: (file: string) => `Start with it: GESSO_CHARTER=${file} npm start\nChange it later: edit the file, check it with "gesso charter check ${file}", start again.` },
  zh: { needed: '请回答。', usual: '默认', follows: '根据这些回答公布', promises: '项承诺', save: '写入此文件？（yes/no）', kept: '未写入任何内容。', next: (file: string) => `使用它启动：GESSO_CHARTER=${file} npm start\n以后更改：编辑该文件，用“gesso charter check ${file}”检查后重新启动。` },
} as const

export const newCharter = defineCommand({
  meta: { name: 'new', description: 'Answer some questions and get a charter file; with --yes from the flags alone' },
  args: {
    file: { type: 'positional', required: true, description: 'The YAML file to write' },
    language: { type: 'string', default: 'en', valueHint: 'en|zh', description: 'Language of the questions' },
    yes: { type: 'boolean', description: 'Ask nothing: flags and usual answers' },
    force: { type: 'boolean', description: 'Replace a file that is there; the old one stays beside it as FILE.before' },
    ...flags,
  },
  async run({ args }) {
    const given = args as unknown as Record<string, string | boolean | undefined>
    const language: Language = given.language === 'zh' ? 'zh' : 'en'
    const file = String(given.file)
    if (!/\.ya?ml$/.test(file)) throw new Failure('usage', `"${file}" is no YAML file. Give a name that ends in .yaml.`)
    if (existsSync(file) && !given.force) throw new Failure('usage', `${file} is there already. Choose another name, or --force to replace it.`)
    const flagged: Answers = Object.fromEntries(questions.flatMap(({ id }) => (typeof given[flagOf(id)] === 'string' ? [[id, String(given[flagOf(id)])]] : [])))
    const terminal = given.yes ? undefined : createInterface({ input: process.stdin, output: process.stdout })
    try {
      const answers = terminal ? await askAll(terminal, flagged, language) : flagged
      const { yaml, charter } = await charterFrom(answers, language).catch(asFailure)
      const texts = await compileAll(charter, rules)
      const promises = await publishedPromises(rules, charter)
      console.log(`\n${words[language].follows}:\n${Object.values(texts[language]).map(({ title }) => `- ${title}`).join('\n')}\n${promises.length} ${words[language].promises}:`)
      for (const { sentences } of promises) for (const sentence of sentences[language]) console.log(`- ${sentence}`)
      if (terminal && !/^y/i.test(await terminal.question(`\n${words[language].save} `))) {
        console.log(words[language].kept)
        return 0
      }
      await writeCharter(file, yaml)
      console.log(`\n${words[language].next(file)}`)
      return 0
    } finally {
      terminal?.close()
    }
  },
})

function asFailure(error: unknown): never {
  throw error instanceof CharterInvalid ? new Failure('usage', error.message) : error
}

/** One after the other; what a flag answered is not asked. */
async function askAll(terminal: Interface, flagged: Answers, language: Language): Promise<Answers> {
  const answers: Answers = {}
  for (;;) {
    const next = asked(answers).find(({ id }) => answers[id] === undefined)
    if (!next) return answers
    answers[next.id] = flagged[next.id] ?? (await askOne(terminal, next, answers, language))
  }
}

async function askOne(terminal: Interface, question: Question, answers: Answers, language: Language): Promise<string> {
  const { ask, hint, choices } = question
  const usual = question.usual?.(answers)
  if (choices) console.log(choices.map(({ words: said }, number) => `  ${number + 1}  ${said[language]}`).join('\n'))
  for (;;) {
    const line = (await terminal.question(`${ask[language]}${hint ? ` ${hint[language]}` : ''}${usual ? ` [${words[language].usual}: ${usual}]` : ''} `)).trim()
    const answer = choices?.[Number(line) - 1]?.value ?? (line || usual)
    const fault = answer === undefined ? words[language].needed : faultIn(question, answer, language)
    if (answer !== undefined && fault === undefined) return answer
    console.log(fault)
  }
}
