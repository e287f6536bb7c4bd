// How what is wrong with terms and who has to accept them looks over HTTP.

import type { termsSentences } from '../core/terms-errors.ts'
import type { ErrorBody } from './schemas/error.ts'

type Status = [status: number, kind: ErrorBody['error']['type']]

export const termsStatuses: Record<keyof typeof termsSentences, Status> = {
  terms_changed: [403, 'permission_error'],
  controller_changed: [403, 'permission_error'],
  list_not_seen: [403, 'permission_error'],
  charter_invalid: [400, 'invalid_request_error'],
  set_up_elsewhere: [409, 'invalid_request_error'],
  terms_outdated: [409, 'invalid_request_error'],
  terms_by_people: [403, 'permission_error'],
}
