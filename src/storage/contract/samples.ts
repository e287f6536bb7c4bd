// Rows to test with; every one can be changed in part.

import type { IdempotencyRow } from '../../core/ports.ts'
import type { Transfer } from '../../core/ledger.ts'
import type { GenerationRow, ImageRow, LinkRow } from '../../core/rows.ts'

export const startedAt = Date.parse('2026-11-22T05:00:00.000Z')
export const at = (seconds: number): Date => new Date(startedAt + seconds * 1000)
export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

export function generation(id: string, change: Partial<GenerationRow> = {}): Omit<GenerationRow, 'turn'> {
  return {
    id,
    owner: 'ann',
    ownerKey: bytes(1, 2, 3),
    hour: 'hour/2026-12-22T05',
    hourKey: bytes(4, 5, 6),
    queue: 'queue/2026-11-22T05',
    state: 'waiting',
    createdAt: at(0),
    charterVersion: 'local-0123456789ab',
    order: bytes(0, 255, 7),
    words: bytes(8, 9),
    pictures: 1,
    fence: 0,
    attempts: 0,
    cancelAsked: false,
    ...change,
  }
}

export function image(id: string, change: Partial<ImageRow> = {}): ImageRow {
  return {
    id,
    generation: `gen_${id}`,
    owner: 'ann',
    number: 0,
    hour: 'hour/2026-12-22T05',
    format: 'png',
    size: 12_345,
    createdAt: at(0),
    charterVersion: 'local-0123456789ab',
    ...change,
  }
}

export function link(digest: number, change: Partial<LinkRow> = {}): LinkRow {
  return { id: `lnk_${digest}`, owner: 'ann', kind: 'share', createdAt: at(0), digest: bytes(digest), image: 'img_1', expiresAt: at(60), hour: 'hour/never', access: bytes(1, 0), smallAccess: bytes(2, 0), ...change }
}

export function repeat(key: number, change: Partial<IdempotencyRow> = {}): IdempotencyRow {
  return { owner: 'ann', key: bytes(key), body: bytes(7), generation: `gen_${key}`, expiresAt: at(100), ...change }
}

/** Money from the house to a customer, or back when negative. */
export function transfer(id: string, amount: bigint, change: Partial<Transfer> = {}): Transfer {
  return {
    id,
    kind: amount < 0n ? 'reserve' : 'release',
    generation: 'gen_1',
    at: at(0),
    entries: [
      { account: 'house/grants', amount: -amount },
      { account: 'customer/ann', amount },
    ],
    ...change,
  }
}
