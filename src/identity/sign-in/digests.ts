// Keyed digests by which sealed things are searched.

import type { Bytes, Parts } from '../../core/ports.ts'

/** Digest under which a contact, token or other value is searched: equal values of one column have equal digests. */
export function indexOf({ sealing }: Pick<Parts, 'sealing'>, column: string, value: string): Bytes {
  return sealing.digest(`sign-in ${column}`, value)
}
