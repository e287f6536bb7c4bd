// Status and kind of the errors that files, batches, webhooks and relays can give.

import type { ErrorCode } from '../core/errors.ts'
import type { clientSentences } from '../core/client-errors.ts'
import type { ErrorBody } from './schemas/error.ts'

type Status = [status: number, kind: ErrorBody['error']['type']]

const wrong: Status = [400, 'invalid_request_error']
const conflict: Status = [409, 'invalid_request_error']

export const clientStatuses = {
  body_not_form: wrong,
  moderation_blocked: [400, 'image_generation_user_error'],
  account_needed: [403, 'permission_error'],
  not_offered: [404, 'not_found_error'],
  files_full: conflict,
  file_in_use: conflict,
  batch_file_invalid: wrong,
  batch_ended: conflict,
  batch_over: conflict,
  webhooks_full: conflict,
  webhook_refused: wrong,
  token_signed: [401, 'authentication_error'],
  token_invalid: [401, 'authentication_error'],
  token_expired: [401, 'authentication_error'],
  relay_failed: [502, 'server_error'],
} as const satisfies Record<keyof typeof clientSentences & ErrorCode, Status>
