// How an API key looks: a beginning that secret scanners know, chance, and a checksum that tells a real one from a lookalike. Before it stands an id where the key also signs tokens.

import type { Random } from './ports.ts'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const beginning = 'gesso_'
const chance = 32
const checksum = 6

/** For secret scanners: every key matches, and `isKeyText` weeds out what only looks like one. */
export const keyPattern = `(?:key_[0-9a-z]{26}\\.)?${beginning}[0-9A-Za-z]{${chance + checksum}}`

/** 190 bits of chance. */
export function newKeyText(random: Random): string {
  let text = ''
  // Bytes above the last whole 62 would favour some letters.
  while (text.length < chance) for (const byte of random.bytes(chance)) if (byte < 248 && text.length < chance) text += letters[byte % 62]
  return `${beginning}${text}${checksumOf(text)}`
}

export function isKeyText(key: string): boolean {
  if (!new RegExp(`^${keyPattern}$`).test(key)) return false
  const start = key.indexOf('.') + 1 + beginning.length
  const text = key.slice(start, start + chance)
  return key.endsWith(checksumOf(text))
}

/** Enough to tell one's keys apart, too little to guess one. */
export const hintOf = (key: string): string => `${key.slice(0, beginning.length + 4)}…${key.slice(-4)}`

/** CRC-32 in base 62. */
function checksumOf(text: string): string {
  let crc = 0xffffffff
  for (let place = 0; place < text.length; place++) {
    crc ^= text.charCodeAt(place)
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  let rest = (crc ^ 0xffffffff) >>> 0
  let digits = ''
  for (let place = 0; place < checksum; place++) {
    digits = `${letters[rest % 62]}${digits}`
    rest = Math.floor(rest / 62)
  }
  return digits
}
