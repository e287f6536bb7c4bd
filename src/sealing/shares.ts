// Splits a secret into shares, so many of which bring it back and one fewer tells nothing (Shamir, over the field of 256 elements).

import type { Bytes, Random } from '../core/ports.ts'

/** Multiplication in GF(2^8) with x^8 + x^4 + x^3 + x + 1. */
function times(one: number, other: number): number {
  let product = 0
  for (let a = one, b = other; b > 0; b >>= 1) {
    if (b & 1) product ^= a
    a = (a << 1) ^ (a & 0x80 ? 0x11b : 0)
  }
  return product
}

/** The inverse is the 254th power, because every element's 255th is one. */
function inverse(of: number): number {
  let power = 1
  for (let number = 0; number < 254; number++) power = times(power, of)
  return power
}

/** Each share is one byte of place (1, 2, ...) and one byte for each byte of the secret. */
export function splitSecret(secret: Bytes, shares: number, needed: number, random: Random): Bytes[] {
  if (!(needed >= 2 && shares >= needed && shares <= 255)) throw new RangeError('shares need 2 or more to bring the secret back, and at most 255 of them')
  // Byte by byte: a random polynomial whose value at zero is the secret.
  const coefficients = Array.from({ length: needed - 1 }, () => random.bytes(secret.length))
  return Array.from({ length: shares }, (_, index) => {
    const place = index + 1
    const share = new Uint8Array(secret.length + 1)
    share[0] = place
    secret.forEach((byte, at) => {
      // Horner's rule, from the highest power down.
      const value = coefficients.reduceRight((sum, row) => times(sum ^ (row[at] ?? 0), place), 0)
      share[at + 1] = value ^ byte
    })
    return share
  })
}

/** With too few or wrong shares it is another secret: whoever uses it must be able to tell. */
export function joinShares(shares: readonly Bytes[]): Bytes {
  const places = shares.map((share) => share[0] ?? 0)
  const length = shares[0]?.length ?? 0
  if (new Set(places).size !== shares.length || places.includes(0) || shares.some((share) => share.length !== length)) {
    throw new RangeError('the shares do not belong together, or one is given twice')
  }
  const secret = new Uint8Array(length - 1)
  shares.forEach((share, index) => {
    const own = places[index] ?? 0
    // Lagrange's weight of this share at zero; subtraction is the same as addition here.
    const weight = places.reduce((product, other) => (other === own ? product : times(product, times(other, inverse(other ^ own)))), 1)
    for (let at = 0; at < secret.length; at++) secret[at] = (secret[at] ?? 0) ^ times(share[at + 1] ?? 0, weight)
  })
  return secret
}
