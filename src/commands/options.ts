// Options that a command does not know would be left out in silence: they are refused by name.

import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { ArgsDef } from 'citty'
import { Failure } from './exit.ts'

/** `words` = what follows the command's name; what stands after a lone `--` is text.
 * @throws Failure `usage` */
export function refuseUnknown(command: string, known: ArgsDef, words: string[]): void {
  const options: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, definition] of Object.entries(known)) {
    if (definition.type === 'positional') continue
    const option = { type: definition.type === 'boolean' ? 'boolean' : 'string' } as const
    const short = ('alias' in definition ? [definition.alias].flat() : []).find((one) => one?.length === 1)
    options[name] = short === undefined ? option : { ...option, short }
    options[inOneWord(name)] ??= option
  }
  const { tokens } = parseArgs({ args: words, options, strict: false, allowNegative: true, tokens: true })
  const odd = tokens.find((token) => token.kind === 'option' && !options[token.name])
  if (odd?.kind !== 'option') return
  const names = Object.keys(known).filter((name) => known[name]?.type !== 'positional')
  const choice = names.length > 0 ? ` Options: ${names.map((name) => `--${name}`).join(', ')}.` : ''
  throw new Failure('usage', `There is no option ${odd.rawName} here.${choice} See gesso ${command} --help.`)
}

/** `--model-folder` can be written `--modelFolder` too. */
const inOneWord = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
