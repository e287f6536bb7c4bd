// A request that is sent again is answered by what the first one made: how the two are known to be the same.

import type { Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { Bytes, IdempotencyRow, Parts } from './ports.ts'

/** What makes a repeated request the same request: the caller's key and a digest of the body. */
export interface Repeat {
  key: string
  body: string
}

export function repeatRow(parts: Parts, caller: Caller, repeat: Repeat, generation: string, now: Date): IdempotencyRow {
  return {
    owner: caller.owner,
    key: parts.sealing.digest('repeat-key', `${caller.owner}\n${repeat.key}`),
    body: parts.sealing.digest('repeat-body', repeat.body),
    generation,
    expiresAt: new Date(now.getTime() + parts.charter.retention.idempotencyHours * 3_600_000),
  }
}

export function sameAsFirst(parts: Parts, repeat: Repeat, first: { body: Bytes; generation: string }): string {
  const body = parts.sealing.digest('repeat-body', repeat.body)
  const same = body.length === first.body.length && body.every((byte, index) => byte === first.body[index])
  if (!same) throw new Stated('idempotency_mismatch', {}, 'Idempotency-Key')
  return first.generation
}
