// The pattern of the invisible mark: which waves of a tile carry what, and with which phase.

import { createHash } from 'node:crypto'
import { createTile, transform } from './fourier.ts'

/** Pixels of the tile that is repeated over a picture. */
export const tileSize = 128
/** Waves from this to that many periods a tile: slow enough to outlive a small copy, fast enough not to be seen. */
const band = { slowest: 5, fastest: 26 }
export const providerBits = 16
export const numberBits = 24

/** What a mark says: who made it, by which instance's secret, and the number of the picture. */
export interface MarkContent {
  provider: number
  secret: Uint8Array
  number: number
}

/**
 * One wave. `sync` is the same in every mark, so that anybody's reader finds it; `provider` holds a bit of the
 * provider's id; `seal` and `number` have phases that only the holder of the secret knows.
 */
export interface Wave {
  /** Periods to the right and downwards; negative downwards = upwards. */
  right: number
  down: number
  role: 'sync' | 'provider' | 'seal' | 'number'
  bit: number
  /** Place in the list, which chooses the phase. */
  index: number
}

export const waves: readonly Wave[] = listWaves()

/** Roles are dealt out evenly over the band, so that a change that hurts one part of it hurts all roles alike. */
function listWaves(): Wave[] {
  const places: Array<[number, number]> = []
  for (let down = -band.fastest; down <= band.fastest; down++) {
    for (let right = 0; right <= band.fastest; right++) {
      const half = right > 0 || down > 0
      const speed = Math.hypot(right, down)
      if (half && speed >= band.slowest && speed <= band.fastest) places.push([right, down])
    }
  }
  const shuffled = places
    .map((place) => ({ place, key: createHash('sha256').update(`gesso wave ${place.join(' ')}`).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return shuffled.map(({ place: [right, down] }, index) => {
    const turn = index % 20
    const round = Math.floor(index / 20)
    if (turn < 7) return { right, down, role: 'sync', bit: 0, index }
    if (turn < 11) return { right, down, role: 'provider', bit: (round * 4 + turn - 7) % providerBits, index }
    if (turn < 15) return { right, down, role: 'seal', bit: 0, index }
    return { right, down, role: 'number', bit: (round * 5 + turn - 15) % numberBits, index }
  })
}

/** Phases in radians, by wave, before any bit turns them; public ones from a fixed word, the others from the secret. */
export function phasesOf(secret: Uint8Array | undefined): Float64Array {
  if (!secret) return open
  if (last && sameBytes(last.secret, secret)) return last.phases
  const own = stream(Buffer.concat([Buffer.from('own phases\n'), secret]), waves.length)
  const phases = Float64Array.from(waves, ({ role, index }) => (role === 'seal' || role === 'number' ? own[index] : open[index]) ?? 0)
  last = { secret: secret.slice(), phases }
  return phases
}

const open = stream('gesso mark 1', waves.length)
/** An instance has one secret and asks for its phases again and again. */
let last: { secret: Uint8Array; phases: Float64Array } | undefined

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && one.every((byte, at) => byte === other[at])

function stream(seed: string | Uint8Array, count: number): Float64Array {
  const bytes = createHash('shake256', { outputLength: count * 4 }).update(seed).digest()
  return Float64Array.from({ length: count }, (_, index) => (bytes.readUInt32BE(index * 4) / 2 ** 32) * 2 * Math.PI)
}

const isSet = (value: number, bit: number): boolean => ((value >>> bit) & 1) === 1

/** The tile to add to a picture: mean 0, standard deviation 1. */
export function tileOf(content: MarkContent): Float32Array {
  const phases = phasesOf(content.secret)
  const tile = createTile(tileSize)
  for (const { right, down, role, bit, index } of waves) {
    const turned = (role === 'provider' && isSet(content.provider, bit)) || (role === 'number' && isSet(content.number, bit))
    const phase = (phases[index] ?? 0) + (turned ? Math.PI : 0)
    const at = placeOf(right, down)
    const mirror = placeOf(-right, -down)
    tile.real[at] = tile.real[mirror] = Math.cos(phase)
    tile.imaginary[at] = Math.sin(phase)
    tile.imaginary[mirror] = -Math.sin(phase)
  }
  transform(tile, true)
  let power = 0
  for (const value of tile.real) power += value * value
  const deviation = Math.sqrt(power / tile.real.length)
  // Loops, here and in the mark: what makes an array from another one by a function leaves much garbage behind.
  const even = new Float32Array(tile.real.length)
  for (let at = 0; at < even.length; at++) even[at] = (tile.real[at] as number) / deviation
  return even
}

/** Where a wave lies in a transformed tile. */
export function placeOf(right: number, down: number): number {
  return ((down + tileSize) % tileSize) * tileSize + ((right + tileSize) % tileSize)
}
