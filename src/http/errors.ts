// From an error to its answer: status, kind, sentence in the caller's language. Nothing unforeseen is shown.

import { Stated, sentenceOf, type ErrorCode, type Language } from '../core/errors.ts'
import type { Parts } from '../core/ports.ts'
import { accountStatuses } from './account-errors.ts'
import { json } from './ask.ts'
import { clientStatuses } from './client-errors.ts'
import { peopleStatuses } from './people-errors.ts'
import { termsStatuses } from './terms-errors.ts'
import { gateStatuses } from './gate-errors.ts'
import type { ErrorBody } from './schemas/error.ts'
import { answerZaiError, isZaiPath } from './zai/errors.ts'

type Kind = ErrorBody['error']['type']

const wrong: [number, Kind] = [400, 'invalid_request_error']
const ours: [number, Kind] = [500, 'server_error']

const statuses: Record<ErrorCode, [status: number, kind: Kind]> = {
  ...accountStatuses,
  ...clientStatuses,
  ...peopleStatuses,
  ...termsStatuses,
  ...gateStatuses,
  prompt_missing: wrong,
  prompt_too_long: wrong,
  prompt_unreadable: wrong,
  field_invalid: wrong,
  field_unknown: wrong,
  field_unsupported: wrong,
  size_invalid: wrong,
  pictures_invalid: wrong,
  seed_invalid: wrong,
  model_unknown: [404, 'not_found_error'],
  body_not_json: wrong,
  body_not_text: wrong,
  content_type_unsupported: [415, 'invalid_request_error'],
  body_too_large: [413, 'invalid_request_error'],
  not_found: [404, 'not_found_error'],
  boards_full: [409, 'invalid_request_error'],
  method_not_allowed: [405, 'invalid_request_error'],
  gone: [410, 'not_found_error'],
  sharing_off: [403, 'permission_error'],
  import_off: [403, 'permission_error'],
  import_no_archive: wrong,
  import_path: wrong,
  import_too_large: [413, 'invalid_request_error'],
  import_json: wrong,
  import_full: [403, 'permission_error'],
  import_busy: [503, 'server_error'],
  too_many_requests: [429, 'rate_limit_error'],
  words_stay_here: [403, 'permission_error'],
  hold_of_session: wrong,
  hold_of_nothing: wrong,
  hold_of_several: wrong,
  gallery_off: [403, 'permission_error'],
  gallery_imported: wrong,
  gallery_twice: [409, 'invalid_request_error'],
  request_decided: [409, 'invalid_request_error'],
  key_missing: [401, 'authentication_error'],
  key_invalid: [401, 'authentication_error'],
  session_missing: [401, 'authentication_error'],
  scope_missing: [403, 'permission_error'],
  host_refused: [421, 'invalid_request_error'],
  origin_refused: [403, 'permission_error'],
  idempotency_mismatch: [422, 'invalid_request_error'],
  too_many_waiting: [429, 'rate_limit_error'],
  balance_too_low: [402, 'billing_error'],
  refused_by_rule: [400, 'image_generation_user_error'],
  rule_failed: [503, 'server_error'],
  consent_needed: [403, 'permission_error'],
  engine_refused: [400, 'image_generation_user_error'],
  engine_unavailable: [503, 'server_error'],
  engine_failed: [502, 'server_error'],
  checkpoint_broken: [503, 'server_error'],
  model_folder_unusable: [503, 'server_error'],
  uploads_too_many: wrong,
  upload_too_large: [413, 'invalid_request_error'],
  upload_unreadable: wrong,
  upload_disguised: wrong,
  upload_too_many_pixels: wrong,
  upload_costly: wrong,
  mask_size_differs: wrong,
  mask_without_picture: wrong,
  uploads_busy: [503, 'server_error'],
  remote_off: wrong,
  remote_refused: wrong,
  remote_failed: wrong,
  verifier_busy: [503, 'server_error'],
  cancelled: [409, 'invalid_request_error'],
  disk_full: [507, 'server_error'],
  storage_unavailable: [503, 'server_error'],
  database_newer: ours,
  database_version: ours,
  database_not_started: ours,
  vault_in_use: ours,
  vault_broken: ours,
  shutting_down: [503, 'server_error'],
  port_in_use: ours,
  address_unusable: ours,
  internal: ours,
}

/** Ends of a generation: the same request again would be drawn again, so clients are told not to repeat it by themselves. */
const final: readonly ErrorCode[] = ['cancelled', 'engine_failed', 'checkpoint_broken', 'model_folder_unusable', 'disk_full', 'idempotency_mismatch']

export function statusOf(code: ErrorCode): number {
  return statuses[code][0]
}

/** Any thrown thing as an answer. What is not stated gets a reference that stands in the log too. */
export function answerError(parts: Parts, error: unknown, language: Language, route: string): Response {
  const stated = error instanceof Stated ? error : unforeseen(parts, error, route)
  if (isZaiPath(route)) return answerZaiError(stated, statusOf(stated.code), sentenceOfStated(stated, language), headersOf(stated))
  return json(bodyOfError(stated, language), statusOf(stated.code), headersOf(stated))
}

export function bodyOfError(stated: Stated, language: Language): ErrorBody {
  const body = { message: sentenceOfStated(stated, language), type: statuses[stated.code][1], param: stated.field ?? null, code: stated.code }
  return { error: stated.code === 'moderation_blocked' ? { ...body, moderation_details: moderationOf(stated) } : body }
}

/** As OpenAI tells of a block: where it was made, and for what. */
function moderationOf({ values: { stage, categories } }: Stated): NonNullable<ErrorBody['error']['moderation_details']> {
  const known = stage === 'input' || stage === 'output' ? stage : 'unknown'
  return { moderation_stage: known, categories: String(categories ?? '').split(/,\s*/).filter((one) => /^[\w/-]+$/.test(one)) }
}

export const sentenceOfStated = (stated: Stated, language: Language): string => filled(sentenceOf(stated.code, stated.values, language))

/** Why a generation ended without pictures. What was known at the time is not kept; its id serves as the reference. */
export function sentenceOfEnd(code: ErrorCode, { id, engine }: { id: string; engine?: string | undefined }, language: Language): string {
  return filled(sentenceOf(code, { reference: id, ...(engine === undefined ? {} : { engine }) }, language))
}

/** No sentence shows a placeholder. */
function filled(sentence: string): string {
  return sentence.replace(/\{\w+\}/g, '…')
}

function headersOf(error: Stated): Record<string, string> {
  const headers: Record<string, string> = {}
  // Where nobody knows when a limit gives way, or when what is away is back, no time is made up; clients then wait by a rule of their own.
  if ([429, 503].includes(statusOf(error.code)) && error.values.seconds !== undefined) headers['retry-after'] = String(error.values.seconds)
  if (statusOf(error.code) === 401) headers['www-authenticate'] = 'Bearer'
  if (error.code === 'method_not_allowed') headers['allow'] = String(error.values.allowed)
  if (final.includes(error.code)) headers['x-should-retry'] = 'false'
  return headers
}

/** Its message may hold anything, so only its class is logged. */
function unforeseen(parts: Parts, error: unknown, route: string): Stated {
  const reference = Array.from(parts.random.bytes(6), (byte) => byte.toString(16).padStart(2, '0')).join('')
  parts.log.write({ level: 'error', event: 'request-broke', code: error instanceof Error ? error.name : 'unknown', route, reference })
  return new Stated('internal', { reference })
}

/** The first of English and Chinese that Accept-Language prefers. */
export function languageOf(header: string | null | undefined): Language {
  const wanted = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      return { tag: tag.trim(), quality: quality ? Number(quality.trim().slice(2)) || 0 : 1 }
    })
    .filter(({ tag, quality }) => quality > 0 && /^(en|zh)\b/.test(tag))
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.tag.startsWith('zh') ? 'zh' : 'en'
}
