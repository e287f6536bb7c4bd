// /v1/batches: files of requests, drawn one after the other. Answers are built anew whenever they are read.

import { answersOf, type LineAnswer } from '../../core/batch-lines.ts'
import { cancelBatch as cancel, createBatch as create, listBatches as list, readBatch as read, type BatchView } from '../../core/batches.ts'
import type { BatchRow, KeptFileRow } from '../../core/client-tables.ts'
import { Stated } from '../../core/errors.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { clip, readBody, readQuery } from '../body.ts'
import { bodyOfError, sentenceOfStated, statusOf } from '../errors.ts'
import { batchEndpoints, batchRequestSchema, pageQuery, type BatchBody } from '../schemas/clients.ts'
import { describeZai } from '../zai/answers.ts'
import { zaiErrorOf } from '../zai/errors.ts'
import { describeMade, readMade } from './answers.ts'

export async function createBatch(ask: AskOfCaller): Promise<Response> {
  return answerNewBatch(ask, batchEndpoints)
}

/** The endpoints are those of the dialect that is spoken, and so is what happens to the file of requests when nobody says. */
export async function answerNewBatch(ask: AskOfCaller, endpoints: readonly string[], { removesInput = false } = {}): Promise<Response> {
  const { value: body } = await readBody(ask, batchRequestSchema)
  if (!endpoints.includes(body.endpoint)) throw new Stated('not_offered', { what: `batches of "${clip(body.endpoint)}" (of ${endpoints.join(', ')} it does)` })
  const metadata = body.metadata ?? {}
  if (Object.keys(metadata).length > 16) throw new Stated('field_invalid', { field: 'metadata', reason: 'at most 16 pairs' }, 'metadata')
  const view = await create(ask.parts, ask.caller, {
    inputFile: body.input_file_id,
    endpoint: body.endpoint,
    metadata,
    removesInput: body.auto_delete_input_file ?? removesInput,
    answersExpireAfter: body.output_expires_after?.seconds,
  })
  return json(describeBatch(ask, view))
}

export async function listBatches(ask: AskOfCaller): Promise<Response> {
  const { after, limit = 20 } = readQuery(ask, pageQuery)
  const { batches, more } = await list(ask.parts, ask.caller, { after, limit: Math.min(limit, 100) })
  const data = batches.map((view) => describeBatch(ask, view))
  return json({ object: 'list', data, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null, has_more: more })
}

export async function readBatch(ask: AskOfCaller): Promise<Response> {
  return json(describeBatch(ask, await read(ask.parts, ask.caller, ask.path('id'))))
}

export async function cancelBatch(ask: AskOfCaller): Promise<Response> {
  return json(describeBatch(ask, await cancel(ask.parts, ask.caller, ask.path('id'))))
}

function describeBatch({ language, parts }: AskOfCaller, { row, facts }: BatchView): BatchBody {
  const at = (time: Date | undefined, when = true): number | null => (time && when ? Math.floor(time.getTime() / 1000) : null)
  const { state, endedAt } = row
  const errors = facts.errors?.map(({ line, code, values }) => ({ code, line, message: sentenceOfStated(new Stated(code, values), language), param: null }))
  return {
    id: row.id,
    object: 'batch',
    endpoint: row.endpoint,
    errors: errors ? { object: 'list', data: errors } : null,
    input_file_id: row.inputFile,
    completion_window: `${parts.charter.batches.hours}h`,
    status: state,
    output_file_id: row.outputFile ?? null,
    error_file_id: row.errorFile ?? null,
    created_at: at(row.createdAt) ?? 0,
    in_progress_at: at(row.startedAt),
    expires_at: at(row.endsAt) ?? 0,
    finalizing_at: at(endedAt, state === 'completed'),
    completed_at: at(endedAt, state === 'completed'),
    failed_at: at(endedAt, state === 'failed'),
    expired_at: at(endedAt, state === 'expired'),
    cancelling_at: at(endedAt, state === 'cancelled'),
    cancelled_at: at(endedAt, state === 'cancelled'),
    request_counts: { total: row.total, completed: row.completed, failed: row.failed },
    metadata: Object.keys(facts.metadata).length > 0 ? facts.metadata : null,
  }
}

/** One line for each request. A picture that was deleted since, or whose time is over, is an error in its line. */
export async function answersText(ask: AskOfCaller, { batch: id, part }: KeptFileRow): Promise<ReadableStream<Uint8Array>> {
  const { row } = await read(ask.parts, ask.caller, id ?? '')
  const answers = answersOf(ask.parts, ask.caller, row, part ?? 'output')
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await answers.next()
      if (done) return controller.close()
      const line = await describeLine(ask, row, value.number, value.answer)
      controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
    },
  })
}

async function describeLine(ask: AskOfCaller, batch: BatchRow, number: number, answer: LineAnswer): Promise<object> {
  const id = `${batch.id}_${number}`
  const { status, body } = await answerOfLine(ask, batch, answer)
  return { id, custom_id: answer.customId, response: { status_code: status, request_id: answer.generation ?? id, body }, error: null }
}

const isZai = ({ endpoint }: BatchRow): boolean => endpoint.startsWith('/v4/')

async function answerOfLine(ask: AskOfCaller, batch: BatchRow, { generation, response = 'b64_json', error }: LineAnswer): Promise<{ status: number; body: unknown }> {
  try {
    if (error || !generation) throw new Stated(error?.code ?? 'internal', error?.values, error?.field)
    const made = await readMade(ask, generation).catch((fault: unknown) => {
      throw fault instanceof Stated && fault.code === 'not_found' ? new Stated('gone') : fault
    })
    if (isZai(batch)) return { status: 200, body: await describeZai(ask, made) }
    return { status: 200, body: await describeMade(ask, made, { response, stream: false, partials: 0 }, []) }
  } catch (fault) {
    const stated = fault instanceof Stated ? fault : new Stated('internal', { reference: batch.id })
    const status = statusOf(stated.code)
    return isZai(batch) ? zaiErrorOf(stated, status, sentenceOfStated(stated, ask.language)) : { status, body: bodyOfError(stated, ask.language) }
  }
}
