// A small computation that a visitor's browser does before each order while the line is long: cheap once, dear a thousand times.

import type { Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { Bytes, Parts, Tables } from './ports.ts'

export interface Challenge {
  /** What the answer begins with: `<until>.<bits>.<proof>`. */
  challenge: string
  /** How many leading bits of SHA-256(challenge + "." + answer) must be zero. */
  bits: number
  until: Date
}

/** Long enough for a slow telephone. */
const validFor = 10 * 60_000

/** Whether a visitor's order needs one now, and the one to solve. Nothing is kept until it is used. */
export async function giveChallenge(parts: Parts, caller: Caller): Promise<{ needed: boolean; challenge: Challenge }> {
  const until = new Date(parts.clock.now().getTime() + validFor)
  const bits = parts.charter.visitors.workBits
  return { needed: await isBusy(parts, parts.store), challenge: { challenge: tokenOf(parts, caller, until.getTime(), bits), bits, until } }
}

/** @throws Stated `work_needed` when the line is long and there is no answer, or a wrong, foreign, old or used one */
export async function checkWork(parts: Parts, tables: Tables, caller: Caller): Promise<void> {
  if (!(await isBusy(parts, tables))) return
  const now = parts.clock.now()
  const [until = '', bits = '', proof = '', answer = ''] = (caller.work ?? '').split('.')
  const token = tokenOf(parts, caller, Number(until), Number(bits))
  const right = `${until}.${bits}.${proof}` === token && Number(bits) >= parts.charter.visitors.workBits && Number(until) > now.getTime() && /^[0-9a-z]{1,24}$/.test(answer)
  if (!right || leadingZeros(parts.sealing.sha256(`${token}.${answer}`)) < Number(bits)) throw new Stated('work_needed')
  if (!(await tables.paces.once(`work/${proof}`, now, new Date(Number(until))))) throw new Stated('work_needed')
}

async function isBusy({ charter }: Pick<Parts, 'charter'>, tables: Tables): Promise<boolean> {
  const { workFrom } = charter.visitors
  if (workFrom === undefined) return false
  return workFrom === 0 || (await tables.generations.countUnfinished()) >= workFrom
}

/** Good for one session only. */
function tokenOf({ sealing }: Pick<Parts, 'sealing'>, { owner }: Caller, until: number, bits: number): string {
  const proof = sealing.digest('challenge', `${owner}\n${until}\n${bits}`)
  return `${until}.${bits}.${Array.from(proof.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export function leadingZeros(bytes: Bytes): number {
  let zeros = 0
  for (const byte of bytes) {
    if (byte !== 0) return zeros + Math.clz32(byte) - 24
    zeros += 8
  }
  return zeros
}
