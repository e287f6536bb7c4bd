#!/usr/bin/env node
// The command line: finds the subcommand, explains what is wrong with a call, and ends with a documented exit code.

import { stripVTControlCharacters } from 'node:util'
import { defineCommand, renderUsage, runCommand, type ArgsDef, type CommandDef } from 'citty'
import { exitCodes, exitHelp, Failure, explain } from './commands/exit.ts'
import { refuseUnknown } from './commands/options.ts'

const subCommands: Record<string, () => Promise<CommandDef>> = {
  draw: async () => (await import('./commands/draw.ts')).default as CommandDef,
  serve: async () => (await import('./commands/serve.ts')).default as CommandDef,
  verify: async () => (await import('./commands/verify.ts')).default as CommandDef,
  engines: async () => (await import('./commands/engines.ts')).default as CommandDef,
  pull: async () => (await import('./commands/pull.ts')).default as CommandDef,
  charter: async () => (await import('./commands/charter.ts')).default as CommandDef,
  backup: async () => (await import('./commands/backup.ts')).default as CommandDef,
  drill: async () => (await import('./commands/drill.ts')).default as CommandDef,
  key: async () => (await import('./commands/key.ts')).default as CommandDef,
  vault: async () => (await import('./commands/vault.ts')).default as CommandDef,
  decommission: async () => (await import('./commands/decommission.ts')).default as CommandDef,
  hold: async () => (await import('./commands/hold.ts')).default as CommandDef,
  notices: async () => (await import('./commands/notices.ts')).default as CommandDef,
  stats: async () => (await import('./commands/stats.ts')).default as CommandDef,
  hosts: async () => (await import('./commands/hosts.ts')).default as CommandDef,
  'export-training': async () => (await import('./commands/export-training.ts')).default as CommandDef,
  permit: async () => (await import('./commands/permit.ts')).default as CommandDef,
  import: async () => (await import('./commands/import.ts')).default as CommandDef,
  restore: async () => (await import('./commands/restore.ts')).default as CommandDef,
}

const gesso = defineCommand({
  meta: { name: 'gesso', description: 'Draw pictures from words, on this machine or on a Gesso server' },
  subCommands,
})

/** Runs one call; resolves with its exit code. */
export async function runCli(words: string[]): Promise<number> {
  const [name, ...rest] = words
  const find = name === undefined || name.startsWith('-') ? undefined : subCommands[name]
  const beforeText = words.includes('--') ? words.slice(0, words.indexOf('--')) : words
  if (words.length === 0 || beforeText.includes('--help') || beforeText.includes('-h')) {
    const command = await find?.()
    const usage = command ? await renderUsage(await deepest(command, rest), gesso) : await renderUsage(gesso)
    console.log(`${process.stdout.isTTY ? usage : stripVTControlCharacters(usage)}\n${exitHelp}`)
    return words.length === 0 ? exitCodes.usage : exitCodes.done
  }
  try {
    if (!find || name === undefined) throw new Failure('usage', `There is no command "${name}". Commands: ${Object.keys(subCommands).join(', ')}. See gesso --help.`)
    const command = await find()
    const inner = await deepest(command, rest)
    refuseUnknown(inner === command ? name : `${name} ${rest[0]}`, (inner.args ?? {}) as ArgsDef, inner === command ? rest : rest.slice(1))
    const { result } = await runCommand(command, { rawArgs: rest })
    return typeof result === 'number' ? result : Number(process.exitCode ?? exitCodes.done)
  } catch (error) {
    const { code, sentence } = explain(error)
    console.error(sentence)
    return code
  }
}

/** `gesso charter check --help` is about `check`. */
async function deepest(command: CommandDef, rest: string[]): Promise<CommandDef> {
  const inner = (command.subCommands as Record<string, CommandDef> | undefined)?.[rest[0] ?? '']
  return inner ?? command
}

if (import.meta.main) process.exit(await runCli(process.argv.slice(2)))
