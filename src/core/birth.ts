// What is fixed when something is born: its id, its deadline, the hour key it dies with, its chance.

import type { Charter } from '../charter/schema.ts'
import type { Bytes, KeyName, Random } from './ports.ts'
import type { GenerationRow } from './rows.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** e.g. `gen_4x…`: 26 letters, 130 bits: nobody guesses one. */
export function newId(kind: 'gdn' | 'gen' | 'hld' | 'prm' | 'pub' | 'img' | 'key' | 'lnk' | 'rqt' | 'msg' | 'per' | 'brd' | 'file' | 'batch' | 'hook' | 'dlv' | 'rly' | 'ver' | 'ntc' | 'inc' | 'acc' | 'inv' | 'vrf' | 'opn', random: Random): string {
  return `${kind}_${Array.from(random.bytes(26), (byte) => alphabet[byte & 31]).join('')}`
}

export function seedFrom(random: Random): number {
  return new DataView(random.bytes(4).slice().buffer).getUint32(0)
}

/** undefined = kept until its owner deletes it. A session's things cannot outlive the longest session. `mostDays` = what a rule gives this caller at most. */
export function deadlineOf(charter: Charter, bornAt: Date, mostDays = Number.POSITIVE_INFINITY): Date | undefined {
  const { imageDays } = charter.retention
  if (imageDays === 'until-deleted') return mostDays === Number.POSITIVE_INFINITY ? undefined : new Date(bornAt.getTime() + mostDays * 86_400_000)
  const hours = imageDays === 'session' ? charter.sessions.mostHours : imageDays * 24
  return new Date(bornAt.getTime() + Math.min(hours, mostDays * 24) * 3_600_000)
}

/** The key that dies with the hour in which the deadline falls. */
export function hourKeyOf(deadline: Date | undefined): KeyName {
  return deadline ? `hour/${hourName(deadline)}` : 'hour/never'
}

export function queueKeyOf(acceptedAt: Date): KeyName {
  return `queue/${hourName(acceptedAt)}`
}

/** `2026-12-22T05`, UTC. */
export function hourName(time: Date): string {
  return time.toISOString().slice(0, 13)
}

export const wordsKeyOf = (generation: string): KeyName => `object/${generation}/words`
export const pictureKeyOf = (generation: string, number: number): KeyName => `object/${generation}/${number}`

/** The words' key first, then one for each picture. */
export function objectNames(generation: string, pictures: number): KeyName[] {
  return [wordsKeyOf(generation), ...Array.from({ length: pictures }, (_, number) => pictureKeyOf(generation, number))]
}

export function joinKeys(keys: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(keys.length * 32)
  keys.forEach((key, place) => joined.set(key, place * 32))
  return joined
}

/** Everything that must be opened to read part `place` of a generation: 0 = its words, 1 = its first picture, ... */
export function locksOf(row: Pick<GenerationRow, 'ownerKey' | 'hourKey' | 'objectKeys'>, place: number): Bytes[] {
  return [row.ownerKey, row.hourKey, ...(row.objectKeys ? [row.objectKeys.slice(place * 32, place * 32 + 32)] : [])]
}
