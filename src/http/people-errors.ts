// How what is wrong with signing in and contacts looks over HTTP.

import type { peopleSentences } from '../core/people-errors.ts'
import type { ErrorBody } from './schemas/error.ts'

type Status = [status: number, kind: ErrorBody['error']['type']]

const wrong: Status = [400, 'invalid_request_error']

export const peopleStatuses: Record<keyof typeof peopleSentences, Status> = {
  message_unsendable: [409, 'invalid_request_error'],
  sign_in_way_off: [403, 'permission_error'],
  sign_in_failed: [401, 'authentication_error'],
  sign_in_missing: [401, 'authentication_error'],
  sign_in_stale: [403, 'permission_error'],
  too_many_tries: [429, 'rate_limit_error'],
  password_too_short: wrong,
  password_common: wrong,
  login_taken: [409, 'invalid_request_error'],
  login_last: [409, 'invalid_request_error'],
  provider_failed: [502, 'server_error'],
}
