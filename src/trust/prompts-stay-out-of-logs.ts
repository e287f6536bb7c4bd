// Only codes and numbers reach the log, whatever a driver, an engine or a request puts into an entry.

import { sentences } from '../core/errors.ts'
import { routeWords } from '../core/log-words.ts'
import type { LogEntry } from '../core/ports.ts'
import type { TrustRule } from '../core/rules.ts'
import { ruleIds } from './ids.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const levels = ['info', 'warning', 'error']
/** Names of errors that this program or its runtime gives; any other could hold anything. */
const errorNames = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'AbortError', 'TimeoutError', 'AggregateError', 'Stated', 'Refused', 'EngineFault', 'SealBroken', 'KeyDestroyed', 'LeaseLost', 'Stopping', 'CancelAsked', 'DatabaseError', 'ZodError', 'ConnectionRefusedByRule', 'DeliveryFault', 'APIError', 'BetterAuthError']
/** Drivers, and names that servers usually go by. One of another name is `unlisted`, and GET /v1/engines tells of it. */
const engines = ['painter', 'onnx', 'openai-compatible', 'stable-diffusion.cpp', 'zai', 'openai', 'sd', 'sglang', 'vllm', 'localai', 'lanczos']
const codes = new Set<string>([...Object.keys(sentences), ...errorNames, ...ruleIds])
/** Words of the URL map, and of the studio's own files. An id, a token or a mistyped address is written as `*`. */
const words = new Set<string>(['', 'studio', 'assets', 'docs', ...routeWords])

export const promptsStayOutOfLogs: TrustRule = {
  id: 'prompts-stay-out-of-logs',
  statements: ['Logs hold codes and numbers only: no prompt, no picture, no network address, no key and no name is written to them.'],
  cleanLog(entry) {
    const clean: LogEntry = { level: levels.includes(entry.level) ? entry.level : 'error', event: eventOf(entry.event) }
    if (entry.code !== undefined) clean.code = codeOf(entry.code)
    if (entry.engine !== undefined) clean.engine = engines.includes(entry.engine) ? entry.engine : 'unlisted'
    if (entry.route !== undefined) clean.route = routeOf(entry.route)
    if (entry.method !== undefined) clean.method = methods.includes(entry.method) ? entry.method : 'unlisted'
    if (isNumber(entry.status)) clean.status = entry.status
    if (isNumber(entry.count)) clean.count = entry.count
    if (isNumber(entry.milliseconds)) clean.milliseconds = Math.round(entry.milliseconds)
    if (/^[0-9a-f]{12}$/.test(entry.reference ?? '')) clean.reference = entry.reference
    if (/^req_[0-9a-f]{24}$/.test(entry.request ?? '')) clean.request = entry.request
    return clean
  },
  /** The newest lines as they lie on the disk, and the age of the oldest file there. */
  async probe({ charter }, now, witness) {
    const [lines, oldest] = await Promise.all([witness.logLines(mostLines), witness.oldestLogDay()])
    const strange = lines.filter((line) => !isOfOurShape(line)).length
    const daysOld = oldest === undefined ? 0 : Math.max(0, Math.floor((now.getTime() - Date.parse(oldest)) / dayMs))
    return { holds: strange === 0 && daysOld <= charter.retention.logDays + daysOfGrace, numbers: { linesRead: lines.length, linesOfAnotherShape: strange, oldestLogDays: daysOld } }
  },
}

const dayMs = 86_400_000
/** A file goes in the hour after the day on which its days are over. */
const daysOfGrace = 1

/** Lines of the log that a probe looks at. */
const mostLines = 2000

/** Whether a line is exactly what an entry becomes when it is cleaned. */
function isOfOurShape(line: string): boolean {
  try {
    const { time, level, ...rest } = JSON.parse(line) as LogEntry & { time: string }
    const entry: LogEntry = { ...rest, level: (level as string) === 'warn' ? 'warning' : level }
    const clean = promptsStayOutOfLogs.cleanLog?.(entry) ?? {}
    const text = (of: object): string => JSON.stringify(Object.entries(of).sort())
    return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/.test(time) && text(clean) === text(entry)
  } catch {
    return false
  }
}

/** Events are fixed words of the source text, which a test checks; here only their shape is. */
function eventOf(event: string): string {
  return /^[a-z]+(-[a-z]+){0,5}$/.test(event) && event.length <= 48 ? event : 'unlisted'
}

/** A code of ours, a listed error's name, the operating system's (`ENOSPC`) or PostgreSQL's (`53100`). */
function codeOf(code: string): string {
  return codes.has(code) || /^E[A-Z]{3,14}$/.test(code) || /^[0-9][0-9A-Z]{4}$/.test(code) ? code : 'unlisted'
}

function routeOf(route: string): string {
  return String(route)
    .split('/')
    .map((word) => (words.has(word) ? word : '*'))
    .join('/')
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
