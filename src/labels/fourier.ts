// The fast Fourier transform of a square tile, in place; sizes are powers of two.

export interface ComplexTile {
  size: number
  real: Float64Array
  imaginary: Float64Array
}

export function createTile(size: number): ComplexTile {
  return { size, real: new Float64Array(size * size), imaginary: new Float64Array(size * size) }
}

/** Inverse leaves out the division by the number of points. */
export function transform(tile: ComplexTile, inverse = false): void {
  const { size } = tile
  for (let row = 0; row < size; row++) transformLine(tile, row * size, 1, inverse)
  for (let column = 0; column < size; column++) transformLine(tile, column, size, inverse)
}

function transformLine({ size, real, imaginary }: ComplexTile, start: number, stride: number, inverse: boolean): void {
  const order = reversed(size)
  for (let at = 0; at < size; at++) {
    const other = order[at] ?? 0
    if (other > at) {
      swap(real, start + at * stride, start + other * stride)
      swap(imaginary, start + at * stride, start + other * stride)
    }
  }
  const { cosines, sines } = turns(size)
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half)
    for (let block = 0; block < size; block += 2 * half) {
      for (let k = 0; k < half; k++) {
        const cosine = cosines[k * step] ?? 1
        const sine = (inverse ? 1 : -1) * (sines[k * step] ?? 0)
        const near = start + (block + k) * stride
        const far = near + half * stride
        const x = real[far] ?? 0
        const y = imaginary[far] ?? 0
        const turnedX = x * cosine - y * sine
        const turnedY = x * sine + y * cosine
        real[far] = (real[near] ?? 0) - turnedX
        imaginary[far] = (imaginary[near] ?? 0) - turnedY
        real[near] = (real[near] ?? 0) + turnedX
        imaginary[near] = (imaginary[near] ?? 0) + turnedY
      }
    }
  }
}

function swap(line: Float64Array, one: number, other: number): void {
  const kept = line[one] ?? 0
  line[one] = line[other] ?? 0
  line[other] = kept
}

const orders = new Map<number, Uint16Array>()

/** Each index with its bits in the opposite order. */
function reversed(size: number): Uint16Array {
  const known = orders.get(size)
  if (known) return known
  const bits = Math.log2(size)
  const order = Uint16Array.from({ length: size }, (_, index) => {
    let turned = 0
    for (let bit = 0; bit < bits; bit++) turned |= ((index >> bit) & 1) << (bits - 1 - bit)
    return turned
  })
  orders.set(size, order)
  return order
}

const tables = new Map<number, { cosines: Float64Array; sines: Float64Array }>()

function turns(size: number): { cosines: Float64Array; sines: Float64Array } {
  const known = tables.get(size)
  if (known) return known
  const angle = (index: number): number => (2 * Math.PI * index) / size
  const table = {
    cosines: Float64Array.from({ length: size / 2 }, (_, index) => Math.cos(angle(index))),
    sines: Float64Array.from({ length: size / 2 }, (_, index) => Math.sin(angle(index))),
  }
  tables.set(size, table)
  return table
}
