// Looks for the invisible mark in pixels that may have been cut, mirrored, made smaller and squeezed.

import sharp from 'sharp'
import type { Pixels } from '../core/ports.ts'
import { createTile, transform, type ComplexTile } from './fourier.ts'
import { numberBits, phasesOf, placeOf, providerBits, tileSize, waves, type Wave } from './pattern.ts'

/** What a reader knows of its own marks; without it only the open part of a mark is read. */
export interface OwnMark {
  provider: number
  secret: Uint8Array
}

export interface FoundMark {
  whose: 'ours' | 'others' | 'none'
  /** Standard deviations above chance of the best place; chance alone stays below `threshold`. */
  certainty: number
  provider?: number
  /** Of our own marks only. */
  number?: number
  mirrored: boolean
  /** Size at which the mark was found, as a part of the given picture's. */
  scale: number
}

/** About one false alarm in 100,000 pictures over all places, sizes and mirrorings that are tried; see bench/labels.ts. */
export const threshold = 6.7
/** The open waves alone can pass the threshold in another instance's mark; the secret ones must agree by themselves. */
const sealThreshold = 4.2
/** Pixels of the middle that are looked at: five tiles each way hold far more than is needed. */
const widestLook = 640
const blurRadius = 7
/** Sizes to try, as parts of the given size; a copy of half the size is found at 2. */
const usualScales = [1, 2, 1.5, 4 / 3, 1.25, 10 / 9, 0.9, 0.8, 0.75, 2 / 3, 0.5]
const usualSides = [256, 512, 768, 1024]

export async function findMark(pixels: Pixels, own?: OwnMark): Promise<FoundMark> {
  let best: FoundMark = { whose: 'none', certainty: 0, mirrored: false, scale: 1 }
  for await (const { evened, mirrored, scale } of viewsOf(pixels)) {
    const seen = look(evened, own)
    if (seen.certainty > best.certainty) best = { ...seen, mirrored, scale }
    if (best.whose !== 'none' && best.certainty > threshold + (best.whose === 'ours' ? 3 : 6)) break
  }
  return best
}

/** Of a mark that lies where it was written: only one place is asked, so that far less than `threshold` is no accident. */
const homeThreshold = 4.5

/** One's own mark in a picture that was not made larger or smaller since: its number, and where a tile begins; undefined = not found. */
export function findOwn(pixels: Pixels, own: OwnMark): { number: number; x: number; y: number } | undefined {
  const evened = evenOut(fold(middleOf(brightnessOf(pixels))))
  const phases = phasesOf(own.secret)
  const turned = (wave: Wave): number => (wave.role === 'provider' && (own.provider >>> wave.bit) & 1 ? -1 : 1)
  const home = { x: 0, y: 0, certainty: 0 }
  const atHome = withoutNumber.reduce((total, wave) => total + turned(wave) * voteOf(evened, home, phases, wave), 0) / Math.sqrt(withoutNumber.length / 2)
  const place = atHome > homeThreshold ? { ...home, certainty: Number.POSITIVE_INFINITY } : placeOfOwn(evened, own, phases)
  if (place.certainty <= threshold || agreement(evened, place, phases, 'seal') <= homeThreshold / 2) return undefined
  return { number: readBits(evened, place, phases, 'number', numberBits), x: place.x, y: place.y }
}

/** As much of the middle as is worth looking at, cut so that tiles still begin at its corner. */
function middleOf(plane: Plane): Plane {
  const width = Math.min(plane.width, widestLook)
  const height = Math.min(plane.height, widestLook)
  const whole = (length: number): number => Math.floor(length / 2 / tileSize) * tileSize
  const left = whole(plane.width - width)
  const top = whole(plane.height - height)
  const values = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) values.set(plane.values.subarray((top + y) * plane.width + left, (top + y) * plane.width + left + width), y * width)
  return { width, height, values }
}

/** One way to look at a picture: at a size, as it is or mirrored; of each wave only its direction. */
export interface View {
  evened: Evened
  mirrored: boolean
  scale: number
}

export async function* viewsOf(pixels: Pixels): AsyncGenerator<View> {
  const grey = brightnessOf(pixels)
  for (const scale of scalesFor(pixels)) {
    const folded = fold(await resize(grey, scale))
    yield { evened: evenOut(folded), mirrored: false, scale }
    yield { evened: evenOut(mirror(folded)), mirrored: true, scale }
  }
}

interface Plane {
  width: number
  height: number
  values: Uint8Array
}

function scalesFor({ width, height }: Pixels): number[] {
  const longest = Math.max(width, height)
  const all = [...usualScales, ...usualSides.map((side) => side / longest)]
  const useful = all.filter((scale) => scale >= 0.3 && scale <= 3 && Math.min(width, height) * scale >= 64)
  return useful.filter((scale, at) => !useful.slice(0, at).some((before) => Math.abs(before - scale) * longest < 1))
}

function brightnessOf({ width, height, rgb }: Pixels): Plane {
  const values = new Uint8Array(width * height)
  for (let at = 0; at < values.length; at++) values[at] = (77 * (rgb[at * 3] ?? 0) + 150 * (rgb[at * 3 + 1] ?? 0) + 29 * (rgb[at * 3 + 2] ?? 0) + 128) >> 8
  return { width, height, values }
}

/** The middle of the plane at another size; no more of it than is worth looking at. */
async function resize(plane: Plane, scale: number): Promise<Plane> {
  const side = Math.ceil(widestLook / scale)
  const width = Math.min(plane.width, side)
  const height = Math.min(plane.height, side)
  if (scale === 1 && width === plane.width && height === plane.height) return plane
  const left = Math.floor((plane.width - width) / 2)
  const top = Math.floor((plane.height - height) / 2)
  const raw = { width: plane.width, height: plane.height, channels: 1 } as const
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  const picture = sharp(plane.values, { raw }).extract({ left, top, width, height }).resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' })
  const data = await picture.toColourspace('b-w').raw().toBuffer()
  return { ...size, values: new Uint8Array(data) }
}

/** Takes the picture away as far as possible, lays all tiles on one another and transforms the sum. */
function fold({ width, height, values }: Plane): ComplexTile {
  const calm = blur(values, width, height)
  const rest = new Float32Array(values.length)
  const squares = new Float32Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const value = (values[at] ?? 0) - (calm[at] ?? 0)
    rest[at] = value
    squares[at] = value * value
  }
  const power = blur(squares, width, height)
  const tile = createTile(tileSize)
  for (let y = 0; y < height; y++) {
    const row = (y % tileSize) * tileSize
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      const levelled = (rest[at] ?? 0) / (Math.sqrt(Math.max(0, power[at] ?? 0)) + 1)
      const to = row + (x % tileSize)
      tile.real[to] = (tile.real[to] ?? 0) + Math.max(-2, Math.min(2, levelled))
    }
  }
  transform(tile)
  return tile
}

type Line = Float32Array | Uint8Array

/** Mean over a square, by running sums along rows and then columns. */
function blur(values: Line, width: number, height: number): Float32Array {
  return blurLines(blurLines(values, height, width, width, 1), width, height, 1, width)
}

function blurLines(values: Line, lines: number, length: number, lineStep: number, step: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    let sum = 0
    let count = 0
    for (let at = 0; at < Math.min(blurRadius, length); at++, count++) sum += values[start + at * step] ?? 0
    for (let at = 0; at < length; at++) {
      if (at + blurRadius < length) {
        sum += values[start + (at + blurRadius) * step] ?? 0
        count++
      }
      if (at - blurRadius - 1 >= 0) {
        sum -= values[start + (at - blurRadius - 1) * step] ?? 0
        count--
      }
      out[start + at * step] = sum / count
    }
  }
  return out
}

/** The transform of the mirrored tile. */
function mirror({ size, real, imaginary }: ComplexTile): ComplexTile {
  const turned = createTile(size)
  for (let down = 0; down < size; down++) {
    for (let right = 0; right < size; right++) {
      const from = down * size + ((size - right) % size)
      turned.real[down * size + right] = real[from] ?? 0
      turned.imaginary[down * size + right] = imaginary[from] ?? 0
    }
  }
  return turned
}

type Seen = Pick<FoundMark, 'whose' | 'certainty' | 'provider' | 'number'>

const withoutNumber = waves.filter(({ role }) => role !== 'number')

/** The best place of one's own mark in one view. */
export function placeOfOwn(evened: Evened, own: OwnMark, phases = phasesOf(own.secret)): Place {
  return bestPlace(evened, withoutNumber, (wave) => (phases[wave.index] ?? 0) + (wave.role === 'provider' && (own.provider >>> wave.bit) & 1 ? Math.PI : 0))
}

function look(evened: Evened, own: OwnMark | undefined): Seen {
  if (own) {
    const phases = phasesOf(own.secret)
    const place = placeOfOwn(evened, own, phases)
    if (place.certainty > threshold && agreement(evened, place, phases, 'seal') > sealThreshold) {
      return { whose: 'ours', certainty: place.certainty, provider: own.provider, number: readBits(evened, place, phases, 'number', numberBits) }
    }
  }
  const phases = phasesOf(undefined)
  const place = bestPlace(evened, waves.filter(({ role }) => role === 'sync'), (wave) => phases[wave.index] ?? 0)
  if (place.certainty <= threshold) return { whose: 'none', certainty: place.certainty }
  const provider = readBits(evened, place, phases, 'provider', providerBits)
  return { whose: 'others', certainty: place.certainty, provider }
}

interface Evened {
  real: Float64Array
  imaginary: Float64Array
}

/** Each wave by its direction alone: what is strong in the picture must not drown what was added to it. */
function evenOut({ real, imaginary }: ComplexTile): Evened {
  const evened = { real: new Float64Array(waves.length), imaginary: new Float64Array(waves.length) }
  for (const { right, down, index } of waves) {
    const at = placeOf(right, down)
    const size = Math.hypot(real[at] ?? 0, imaginary[at] ?? 0) || 1
    evened.real[index] = (real[at] ?? 0) / size
    evened.imaginary[index] = (imaginary[at] ?? 0) / size
  }
  return evened
}

interface Place {
  x: number
  y: number
  certainty: number
}

/** Where a tile has to begin for the waves to agree best, over all shifts at once. */
function bestPlace(evened: Evened, chosen: readonly Wave[], phaseOf: (wave: Wave) => number): Place {
  const tile = createTile(tileSize)
  for (const wave of chosen) {
    const phase = phaseOf(wave)
    const x = evened.real[wave.index] ?? 0
    const y = evened.imaginary[wave.index] ?? 0
    const at = placeOf(wave.right, wave.down)
    tile.real[at] = x * Math.cos(phase) + y * Math.sin(phase)
    tile.imaginary[at] = y * Math.cos(phase) - x * Math.sin(phase)
  }
  transform(tile, true)
  let best = 0
  for (let at = 1; at < tile.real.length; at++) if ((tile.real[at] ?? 0) > (tile.real[best] ?? 0)) best = at
  const certainty = (tile.real[best] ?? 0) / Math.sqrt(chosen.length / 2)
  return { x: best % tileSize, y: Math.floor(best / tileSize), certainty }
}

/** Standard deviations above chance by which the waves of one role agree with a place. */
function agreement(evened: Evened, place: Place, phases: Float64Array, role: Wave['role']): number {
  const chosen = waves.filter((wave) => wave.role === role)
  return chosen.reduce((sum, wave) => sum + voteOf(evened, place, phases, wave), 0) / Math.sqrt(chosen.length / 2)
}

/** 1 = the wave lies as expected there, -1 = turned by half a period. */
function voteOf(evened: Evened, { x, y }: Place, phases: Float64Array, { right, down, index }: Wave): number {
  const turn = (2 * Math.PI * (right * x + down * y)) / tileSize - (phases[index] ?? 0)
  return (evened.real[index] ?? 0) * Math.cos(turn) - (evened.imaginary[index] ?? 0) * Math.sin(turn)
}

/** Each bit by the votes of its waves. */
function readBits(evened: Evened, place: Place, phases: Float64Array, role: Wave['role'], count: number): number {
  const votes = new Float64Array(count)
  for (const wave of waves) {
    if (wave.role !== role) continue
    votes[wave.bit] = (votes[wave.bit] ?? 0) + voteOf(evened, place, phases, wave)
  }
  return votes.reduce((value, vote, bit) => (vote < 0 ? value + 2 ** bit : value), 0)
}
