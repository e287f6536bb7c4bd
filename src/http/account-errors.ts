// How what is wrong with keys, accounts and limits looks over HTTP.

import type { accountSentences } from '../core/account-errors.ts'
import type { ErrorBody } from './schemas/error.ts'

type Kind = ErrorBody['error']['type']

const unknown: [number, Kind] = [401, 'authentication_error']
const forbidden: [number, Kind] = [403, 'permission_error']
const conflict: [number, Kind] = [409, 'invalid_request_error']
const tooMuch: [number, Kind] = [429, 'rate_limit_error']

export const accountStatuses: Record<keyof typeof accountSentences, [status: number, kind: Kind]> = {
  key_expired: unknown,
  key_address_refused: forbidden,
  key_in_browser: forbidden,
  too_many_keys: conflict,
  rate_limit_exceeded: tooMuch,
  quota_exceeded: tooMuch,
  key_money_used: tooMuch,
  order_over_quota: forbidden,
  work_needed: [428, 'invalid_request_error'],
  account_suspended: forbidden,
  account_frozen: forbidden,
  account_ended: forbidden,
  role_missing: forbidden,
  owner_needed: conflict,
  member_already: conflict,
  too_many_members: conflict,
  copy_first: conflict,
  organisations_first: conflict,
  verification_needed: forbidden,
  verification_waiting: conflict,
  party_denied: forbidden,
  registration_refused: forbidden,
  opening_needed: forbidden,
}
