// Setting a server up over HTTP: the questions, what would be published, and the file. Only for operators: on a fresh server whoever sits at the machine, else whoever has the operator's key.

import { CharterInvalid } from '../../charter/load.ts'
import { asked, complete } from '../../charter/questions.ts'
import { charterFrom, type Written } from '../../charter/write.ts'
import { Stated, type Language } from '../../core/errors.ts'
import { compileAll } from '../../policies/drafts.ts'
import { publishedPromises } from '../../published.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { answersSchema, type PreviewBody, type SetUpBody } from '../schemas/set-up.ts'

export async function readQuestions(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, answersSchema)
  const { answers } = complete(value.answers)
  const say = (words: Record<Language, string>): string => words[value.language]
  const body: SetUpBody = {
    object: 'set_up',
    file: ask.options.setUp?.file ?? '',
    elsewhere: ask.options.setUp?.save === undefined,
    questions: asked(answers).map(({ id, kind, ask: words, hint, choices = [], usual }) => ({
      id,
      kind,
      ask: say(words),
      hint: hint ? say(hint) : null,
      choices: choices.map((choice) => ({ value: choice.value, words: say(choice.words) })),
      usual: usual?.(answers) ?? null,
    })),
  }
  return json(body)
}

export async function previewSetUp(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, answersSchema)
  const { yaml, charter } = await written(value.answers, value.language)
  const { rules } = ask.parts
  const texts = await compileAll(charter, rules)
  const body: PreviewBody = {
    object: 'set_up_preview',
    yaml,
    promises: (await publishedPromises(rules, charter)).length,
    texts: Object.entries(texts[value.language]).map(([id, text]) => ({ id, ...text })),
  }
  return json(body)
}

/** @throws Stated `set_up_elsewhere`, `charter_invalid` */
export async function saveSetUp(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, answersSchema)
  const { setUp } = ask.options
  if (!setUp?.save) throw new Stated('set_up_elsewhere')
  const { yaml } = await written(value.answers, value.language)
  await setUp.save(yaml)
  return json({ object: 'set_up_saved', file: setUp.file })
}

async function written(answers: Record<string, string>, language: Language): Promise<Written> {
  try {
    return await charterFrom(answers, language)
  } catch (error) {
    throw error instanceof CharterInvalid ? new Stated('charter_invalid', { reason: error.message }) : error
  }
}
