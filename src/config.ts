// The only reader of the environment: one table of every variable with its meaning, usual value and limits.

import { join } from 'node:path'
import { isNetwork } from './identity/address.ts'

export interface Variable {
  name: string
  /** What it is for, in one sentence. */
  help: string
  /** Shown in the docs; the value itself may depend on the machine. */
  usual: string
}

export const variables = [
  { name: 'PORT', help: 'TCP port of the API and the studio; 0 takes a free one.', usual: '3000' },
  { name: 'HOST', help: 'Address to listen on. Anything but loopback needs an API key from every caller.', usual: '127.0.0.1' },
  { name: 'GESSO_HOME', help: 'The one folder that holds all data: database, pictures, keys, logs.', usual: './data' },
  { name: 'GESSO_CHARTER', help: 'Name of a charter in charters/, or the path of a YAML file.', usual: 'charter.yaml of the data folder, which the set-up page writes; else local' },
  { name: 'GESSO_API_KEY', help: 'The first operator key, for scripts and containers; at least 16 characters.', usual: '(none)' },
  { name: 'DATABASE_URL', help: 'A PostgreSQL 15 or newer to use instead of starting an own one.', usual: '(own PostgreSQL)' },
  { name: 'GESSO_ALLOWED_HOSTS', help: 'Further host names under which this server may be opened, separated by commas.', usual: '(loopback names)' },
  { name: 'GESSO_TRUSTED_PROXIES', help: 'Networks of reverse proxies in front of this server, separated by commas, e.g. 127.0.0.1/32. What they say in X-Forwarded-For is believed where limits depend on the caller\'s address.', usual: '(none)' },
  { name: 'GESSO_VERIFICATION_SECRET', help: 'Secret that a provider of verification signs its verdicts with; at least 16 characters.', usual: '(none)' },
  { name: 'GESSO_PAINTER_FOLDER', help: 'The checkpoint folder that the painter loads.', usual: 'models/painter' },
  { name: 'GESSO_THREADS', help: 'Threads of the painter, 1 to 64. Part of what makes the same order give the same pixels.', usual: '2' },
] as const satisfies readonly Variable[]

export type VariableName = (typeof variables)[number]['name']

export interface Config {
  port: number
  host: string
  home: string
  /** Whether GESSO_HOME was given, so that no other place may be chosen. */
  homeGiven: boolean
  charter: string
  /** Whether GESSO_CHARTER was given, so that the one of the set-up page does not count. */
  charterGiven: boolean
  apiKey?: string
  databaseUrl?: string
  allowedHosts: string[]
  trustedProxies: string[]
  verificationSecret?: string
  painterFolder: string
  threads: number
}

export class ConfigInvalid extends Error {
  override name = 'ConfigInvalid'
}

export const projectFolder = join(import.meta.dirname, '..')

/** A variable that the charter names, for the key of an engine. */
export const readVariable = (name: string): string | undefined => process.env[name]?.trim() || undefined

/** @throws ConfigInvalid with a sentence that names the variable */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const read = (name: VariableName): string | undefined => environment[name]?.trim() || undefined
  const apiKey = read('GESSO_API_KEY')
  if (apiKey && apiKey.length < 16) throw new ConfigInvalid('GESSO_API_KEY is too short: use at least 16 characters, e.g. from "openssl rand -hex 24".')
  const verificationSecret = read('GESSO_VERIFICATION_SECRET')
  if (verificationSecret && verificationSecret.length < 16) throw new ConfigInvalid('GESSO_VERIFICATION_SECRET is too short: use at least 16 characters.')
  const databaseUrl = read('DATABASE_URL')
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) throw new ConfigInvalid('DATABASE_URL must start with postgres:// or postgresql://.')
  return {
    port: wholeNumber('PORT', read('PORT'), 3000, 0, 65_535),
    host: read('HOST') ?? '127.0.0.1',
    home: read('GESSO_HOME') ?? join(projectFolder, 'data'),
    homeGiven: read('GESSO_HOME') !== undefined,
    charter: read('GESSO_CHARTER') ?? 'local',
    charterGiven: read('GESSO_CHARTER') !== undefined,
    apiKey,
    databaseUrl,
    verificationSecret,
    trustedProxies: networks(read('GESSO_TRUSTED_PROXIES')),
    allowedHosts: (read('GESSO_ALLOWED_HOSTS') ?? '').split(',').map((host) => host.trim().toLowerCase()).filter(Boolean),
    painterFolder: read('GESSO_PAINTER_FOLDER') ?? join(projectFolder, 'models/painter'),
    threads: wholeNumber('GESSO_THREADS', read('GESSO_THREADS'), 2, 1, 64),
  }
}

function networks(text: string | undefined): string[] {
  const list = (text ?? '').split(',').map((network) => network.trim()).filter(Boolean)
  const wrong = list.find((network) => !isNetwork(network))
  if (wrong) throw new ConfigInvalid(`GESSO_TRUSTED_PROXIES must list networks like 127.0.0.1/32; "${wrong}" is none.`)
  return list
}

function wholeNumber(name: VariableName, text: string | undefined, usual: number, least: number, most: number): number {
  if (text === undefined) return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) throw new ConfigInvalid(`${name} must be a whole number from ${least} to ${most}; it is "${text}".`)
  return value
}
