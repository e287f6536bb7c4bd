// Drawing the lines of a batch, some at a time, and what is remembered of each: enough to build its answer again.

import { endBatch, openFor, sealFor, type BatchFacts } from './batches.ts'
import type { Caller } from './callers.ts'
import type { BatchRow, BatchState } from './client-tables.ts'
import { Stated, type ErrorCode } from './errors.ts'
import { keptBytes } from './files.ts'
import type { Parts } from './ports.ts'

/** A line of the file as it was sent. */
export interface BatchRequest {
  number: number
  customId: string
  body: Record<string, unknown>
  /** As it stands in the file. */
  text: string
}

/** The generation that answers a line, and how its pictures are wanted; or why there is none. */
export interface LineAnswer {
  customId: string
  generation?: string
  response?: 'b64_json' | 'url'
  error?: { code: ErrorCode; values: Record<string, string | number>; field?: string }
}

export interface LineWork {
  /** Draws one line to its end. Called again with the same line after a break: it must not draw twice. @throws Stated */
  draw(batch: BatchRow, line: BatchRequest, stop: AbortSignal): Promise<Required<Pick<LineAnswer, 'generation' | 'response'>>>
  pause(milliseconds: number): Promise<void>
  /** Milliseconds for which a batch is held without a sign of life. */
  hold: number
}

/** Not now, but soon: the line waits and is tried again. */
const passing: readonly ErrorCode[] = ['too_many_waiting', 'storage_unavailable', 'uploads_busy', 'shutting_down', 'engine_unavailable', 'rate_limit_exceeded']
const firstPause = 2_000
const longestPause = 60_000

/** Works on a taken batch until it ends or `stop` aborts; then somebody else goes on where it was. */
export async function runBatch(parts: Parts, batch: BatchRow, caller: Caller, work: LineWork, stop: AbortSignal): Promise<void> {
  const facts = (await openFor(parts, caller, batch, 'facts', batch.facts)) as BatchFacts
  const lines = await readLines(parts, caller, batch)
  if ('error' in lines) {
    await endBatch(parts, caller, { ...batch, state: 'failed' }, { ...facts, errors: [lines.error] })
    return
  }
  const all = await drawLines(parts, batch, caller, lines, work, stop)
  if (stop.aborted || all.state === undefined) return
  const left = lines.length - all.completed - all.failed
  const expired = left > 0 && all.state !== 'cancelling'
  const state: BatchState = left === 0 && all.state !== 'cancelling' ? 'completed' : expired ? 'expired' : 'cancelled'
  const { completed, failed } = expired ? { completed: all.completed, failed: all.failed + (await giveUpLines(parts, caller, batch, lines)) } : all
  await endBatch(parts, caller, { ...batch, state, total: lines.length, completed, failed, startedAt: batch.startedAt ?? parts.clock.now() }, facts)
}

interface Progress {
  completed: number
  failed: number
  /** As the owner or an eraser left it; undefined = the batch is gone. */
  state: BatchState | undefined
}

async function drawLines(parts: Parts, batch: BatchRow, caller: Caller, lines: BatchRequest[], work: LineWork, stop: AbortSignal): Promise<Progress> {
  const { store, charter, clock } = parts
  const answered = new Map<number, boolean>()
  for (const { number, failed } of await store.batches.linesOf(batch.id, 0, lines.length)) answered.set(number, failed)
  const counts = () => ({ total: lines.length, failed: [...answered.values()].filter(Boolean).length, completed: [...answered.values()].filter((failed) => !failed).length })
  const note = (): Promise<BatchState | undefined> => store.batches.note(batch.id, counts(), clock.now(), new Date(clock.now().getTime() + work.hold))
  let state = await note()
  const open = lines.filter(({ number }) => !answered.has(number))
  const goesOn = (): boolean => !stop.aborted && state === 'in_progress' && clock.now() < batch.endsAt

  const worker = async (): Promise<void> => {
    let pause = firstPause
    for (;;) {
      if (!goesOn()) return
      const line = open.shift()
      if (!line) return
      const answer = await answerOf(line)
      if (answer === 'later') {
        open.unshift(line)
        await work.pause(pause)
        pause = Math.min(pause * 2, longestPause)
      } else {
        pause = firstPause
        const failed = answer.error !== undefined
        await store.batches.addLine({ batch: batch.id, number: line.number, failed, answer: await sealFor(parts, caller, batch, `line/${line.number}`, answer) })
        answered.set(line.number, failed)
      }
      state = await note()
    }
  }
  const answerOf = async (line: BatchRequest): Promise<LineAnswer | 'later'> => {
    try {
      return { customId: line.customId, ...(await work.draw(batch, line, stop)) }
    } catch (error) {
      if (stop.aborted) return 'later'
      if (!(error instanceof Stated)) return { customId: line.customId, error: { code: 'internal', values: { reference: batch.id } } }
      if (passing.includes(error.code)) return 'later'
      return { customId: line.customId, error: { code: error.code, values: error.values, field: error.field } }
    }
  }
  await Promise.all(Array.from({ length: charter.batches.atOnce }, worker))
  return { ...counts(), state }
}

/** Lines whose time was over before they were drawn get an answer too. Returns how many. */
async function giveUpLines(parts: Parts, caller: Caller, batch: BatchRow, lines: BatchRequest[]): Promise<number> {
  const answered = new Set((await parts.store.batches.linesOf(batch.id, 0, lines.length)).map(({ number }) => number))
  const left = lines.filter(({ number }) => !answered.has(number))
  for (const { number, customId } of left) {
    const answer: LineAnswer = { customId, error: { code: 'batch_over', values: {} } }
    await parts.store.batches.addLine({ batch: batch.id, number, failed: true, answer: await sealFor(parts, caller, batch, `line/${number}`, answer) })
  }
  return left.length
}

type Fault = NonNullable<BatchFacts['errors']>[number]

async function readLines(parts: Parts, caller: Caller, batch: BatchRow): Promise<BatchRequest[] | { error: Fault }> {
  const fault = (line: number | null, reason: string): { error: Fault } => ({ error: { line, code: 'batch_file_invalid', values: { line: line ?? '-', reason } } })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await keptBytes(parts, caller, batch.inputFile))
  } catch (error) {
    return fault(null, error instanceof Stated ? 'the file is gone' : 'it is not UTF-8 text')
  }
  const lines = text.split('\n').map((line) => line.trim())
  const filled = lines.flatMap((line, place) => (line === '' ? [] : [{ line, number: place + 1 }]))
  const most = parts.charter.batches.lines
  if (filled.length === 0) return fault(null, 'there is no line')
  if (filled.length > most) return fault(null, `there are ${filled.length} lines; the most is ${most}`)
  const requests: BatchRequest[] = []
  const seen = new Set<string>()
  for (const { line, number } of filled) {
    const read = readLine(line, number, batch.endpoint)
    if (typeof read === 'string') return fault(number, read)
    if (seen.has(read.customId)) return fault(number, 'its custom_id stands twice in the file')
    seen.add(read.customId)
    requests.push(read)
  }
  return requests
}

function readLine(text: string, number: number, endpoint: string): BatchRequest | string {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  if (typeof line !== 'object' || line === null) return 'it is not a JSON object'
  const { custom_id: customId, method, url, body } = line as Record<string, unknown>
  if (typeof customId !== 'string' || customId === '' || customId.length > 512) return 'custom_id must be text of 1 to 512 characters'
  if (method !== 'POST') return 'method must be "POST"'
  if (url !== endpoint) return `url must be the endpoint of the batch, "${endpoint}"`
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'body must be a JSON object'
  return { number, customId, body: body as Record<string, unknown>, text }
}

/** The answers of one of a batch's files, in the order of the lines. */
export async function* answersOf(parts: Parts, caller: Caller, batch: BatchRow, part: 'output' | 'errors'): AsyncGenerator<{ number: number; answer: LineAnswer }> {
  const page = 100
  for (let from = 0; ; ) {
    const rows = await parts.store.batches.linesOf(batch.id, from, page)
    for (const { number, failed, answer } of rows) {
      if (failed === (part === 'errors')) yield { number, answer: (await openFor(parts, caller, batch, `line/${number}`, answer)) as LineAnswer }
    }
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    from = last.number + 1
  }
}
