// How errors of age, guardians, regions and consents are answered.

import type { gateSentences } from '../core/gate-errors.ts'
import type { ErrorBody } from './schemas/error.ts'

const forbidden: [number, ErrorBody['error']['type']] = [403, 'permission_error']

export const gateStatuses: Record<keyof typeof gateSentences, [status: number, kind: ErrorBody['error']['type']]> = {
  consent_outdated: [409, 'invalid_request_error'],
  consent_guarded: forbidden,
  age_missing: forbidden,
  age_refused: forbidden,
  age_answered: [409, 'invalid_request_error'],
  guardian_needed: forbidden,
  guardian_not_needed: [409, 'invalid_request_error'],
  guardian_own_contact: [400, 'invalid_request_error'],
  guardian_code_wrong: forbidden,
  region_refused: [451, 'permission_error'],
  region_unknown: [451, 'permission_error'],
}
