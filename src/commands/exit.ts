// How a command ends: its exit codes, and one sentence for whatever went wrong.

import { stripVTControlCharacters } from 'node:util'
import { CharterInvalid } from '../charter/load.ts'
import { ConfigInvalid } from '../config.ts'
import { Refused, Stated, type ErrorCode } from '../core/errors.ts'

export const exitCodes = {
  done: 0,
  /** The program, an engine or the disk could not. */
  failed: 1,
  /** The call or what it asks for is wrong. */
  usage: 2,
  /** A rule said no. */
  refused: 3,
  /** The server cannot be reached or is not a Gesso. */
  unreachable: 4,
  interrupted: 130,
} as const

export type Ending = keyof typeof exitCodes

export const exitHelp = 'EXIT CODES 0 done, 1 failed, 2 wrong call or bad input, 3 refused by a rule, 4 server unreachable, 130 interrupted'

/** Something that ends a command, with a sentence for a person. */
export class Failure extends Error {
  readonly ending: Ending
  /** The product's error code, when it has one. */
  readonly code: string | undefined

  constructor(ending: Ending, sentence: string, code?: string) {
    super(sentence)
    this.name = 'Failure'
    this.ending = ending
    this.code = code
  }
}

const badInput: readonly ErrorCode[] = [
  'prompt_missing',
  'prompt_too_long',
  'prompt_unreadable',
  'field_invalid',
  'field_unsupported',
  'size_invalid',
  'pictures_invalid',
  'seed_invalid',
  'model_unknown',
]

export function endingOf(error: unknown): Ending {
  if (error instanceof Failure) return error.ending
  if (error instanceof Refused) return 'refused'
  if (error instanceof Stated) return badInput.includes(error.code) ? 'usage' : 'failed'
  return error instanceof ConfigInvalid || error instanceof CharterInvalid ? 'usage' : 'failed'
}

/** A stack trace only for what nobody foresaw. */
export function explain(error: unknown): { code: number; sentence: string } {
  const foreseen = error instanceof Failure || error instanceof Stated || error instanceof ConfigInvalid || error instanceof CharterInvalid
  const usage = error instanceof Error && error.name === 'CLIError'
  if (usage) return { code: exitCodes.usage, sentence: `${stripVTControlCharacters(error.message)}. See gesso --help.` }
  const sentence = foreseen ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { code: exitCodes[endingOf(error)], sentence }
}
