// Errors as Z.ai's and BigModel's clients read them: a code of digits in text, and the status that belongs to it.

import type { ErrorCode, Stated } from '../../core/errors.ts'
import { json } from '../ask.ts'

export const zaiPrefixes = ['/api/paas/v4', '/paas/v4'] as const

export const isZaiPath = (route: string): boolean => zaiPrefixes.some((prefix) => route === prefix || route.startsWith(`${prefix}/`))

/** Status by code, where it is not 400. */
const statuses: Record<string, number> = {
  '500': 500, '1000': 401, '1001': 401, '1002': 401, '1003': 401, '1112': 403, '1113': 429, '1200': 500, '1220': 403, '1230': 500, '1234': 500, '1302': 429, '1305': 429, '1308': 429,
}

const codes: Partial<Record<ErrorCode, string>> = {
  key_missing: '1001',
  session_missing: '1001',
  key_invalid: '1000',
  token_signed: '1000',
  token_invalid: '1002',
  token_expired: '1003',
  key_expired: '1003',
  balance_too_low: '1113',
  key_money_used: '1113',
  engine_failed: '1200',
  checkpoint_broken: '1200',
  model_folder_unusable: '1200',
  field_unsupported: '1210',
  field_unknown: '1210',
  body_not_json: '1210',
  body_not_text: '1210',
  body_not_form: '1210',
  content_type_unsupported: '1210',
  body_too_large: '1210',
  model_unknown: '1211',
  prompt_missing: '1213',
  scope_missing: '1220',
  role_missing: '1220',
  key_address_refused: '1220',
  key_in_browser: '1220',
  account_suspended: '1112',
  account_frozen: '1112',
  account_ended: '1112',
  account_needed: '1220',
  not_offered: '1222',
  method_not_allowed: '1222',
  relay_failed: '1234',
  prompt_too_long: '1261',
  moderation_blocked: '1301',
  refused_by_rule: '1301',
  engine_refused: '1301',
  too_many_waiting: '1302',
  rate_limit_exceeded: '1302',
  engine_unavailable: '1305',
  storage_unavailable: '1305',
  shutting_down: '1305',
  uploads_busy: '1305',
  rule_failed: '1305',
  quota_exceeded: '1308',
  order_over_quota: '1210',
  internal: '500',
  disk_full: '500',
  cancelled: '1230',
}

/** For what has no code of its own: what its status in the other dialects says. */
const codeByStatus: Record<number, string> = { 401: '1000', 403: '1220', 405: '1222', 429: '1302', 500: '500', 502: '1200', 503: '1305', 507: '500' }

function codeOf({ code, values }: Stated, status: number): string {
  if (code === 'field_invalid' && values.missing !== undefined) return '1213'
  return codes[code] ?? codeByStatus[status] ?? '1214'
}

/** The gateway's own codes say whether trying again helps: a wrong request never does, and no balance fills itself. */
const isFinal = (stated: Stated, status: number): boolean => status === 400 || stated.code === 'balance_too_low'

/** `status` is that of the other dialects. */
export function answerZaiError(stated: Stated, status: number, message: string, headers: Record<string, string>): Response {
  const answer = zaiErrorOf(stated, status, message)
  const retry: Record<string, string> = isFinal(stated, answer.status) ? { 'x-should-retry': 'false' } : {}
  return json(answer.body, answer.status, { ...headers, ...retry, 'x-gesso-error': stated.code })
}

export function zaiErrorOf(stated: Stated, status: number, message: string): { status: number; body: object } {
  const code = codeOf(stated, status)
  const filter = code === '1301' ? { contentFilter: [{ role: stated.values.stage === 'output' ? 'assistant' : 'user', level: 0 }] } : {}
  return { status: statuses[code] ?? 400, body: { error: { code, message }, ...filter } }
}
