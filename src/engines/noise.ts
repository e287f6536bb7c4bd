// Seeded gaussian noise that is the same, bit for bit, on every machine and in every JavaScript engine.

/**
 * `count` numbers from the standard normal distribution, rounded to float32; another `stream` (a whole number) gives others of the same seed.
 *
 * Philox 4x32-10 (Salmon et al., 2011) turns (seed, block number) into four 32-bit words; two words make one
 * number in (0, 1], and Box-Muller turns two of those into two normal ones. Any block can be made without the ones
 * before it. Logarithm, sine and cosine are summed here from + - * / alone, because IEEE 754 fixes those exactly and
 * no standard fixes Math.log, Math.sin and Math.cos.
 */
export function gaussianNoise(seed: number, count: number, stream = 0): Float32Array {
  const noise = new Float32Array(count)
  for (let block = 0; block * 2 < count; block++) {
    const [a, b, c, d] = philox([block, 0, 0, 0], [seed >>> 0, stream])
    const radius = Math.sqrt(-2 * logarithm(fraction(a, b)))
    const { sine, cosine } = onCircle(fraction(c, d))
    noise[block * 2] = radius * cosine
    if (block * 2 + 1 < count) noise[block * 2 + 1] = radius * sine
  }
  return noise
}

type Words = [number, number, number, number]

/** One block of Philox 4x32 with ten rounds: four random words from a counter and a key. */
export function philox(counter: Words, key: [number, number]): Words {
  let [a, b, c, d] = counter
  let [first, second] = key
  for (let round = 0; round < 10; round++) {
    const left = multiply(0xd2511f53, a)
    const right = multiply(0xcd9e8d57, c)
    a = (right.high ^ b ^ first) >>> 0
    b = right.low
    c = (left.high ^ d ^ second) >>> 0
    d = left.low
    first = (first + 0x9e3779b9) >>> 0
    second = (second + 0xbb67ae85) >>> 0
  }
  return [a, b, c, d]
}

/** The 64-bit product of two 32-bit words, as two words. */
function multiply(x: number, y: number): { high: number; low: number } {
  const xLow = x & 0xffff
  const xHigh = x >>> 16
  const yLow = y & 0xffff
  const yHigh = y >>> 16
  const lows = xLow * yLow
  const middle = xHigh * yLow + (lows >>> 16)
  const other = xLow * yHigh + (middle % 65536)
  return { high: (xHigh * yHigh + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0, low: Math.imul(x, y) >>> 0 }
}

/** Two words to one number in (0, 1] with 53 bits: never 0, whose logarithm does not exist. */
function fraction(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6) + 1) / 9007199254740992
}

const naturalLogOfTwo = 0.6931471805599453

/** Of a number in (0, 1]. Halved into [2/3, 4/3], then 2 artanh((m - 1) / (m + 1)) as a series. */
function logarithm(value: number): number {
  let mantissa = value
  let exponent = 0
  while (mantissa < 2 / 3) {
    mantissa *= 2
    exponent -= 1
  }
  const ratio = (mantissa - 1) / (mantissa + 1)
  const square = ratio * ratio
  let sum = 0
  for (let odd = 25; odd >= 1; odd -= 2) sum = sum * square + 1 / odd
  return 2 * ratio * sum + exponent * naturalLogOfTwo
}

/** Sine and cosine of `turn` whole turns: the turn is cut into eighths, where the series are short. */
function onCircle(turn: number): { sine: number; cosine: number } {
  const quarter = Math.floor(turn * 4 + 0.5)
  const angle = (turn - quarter / 4) * 6.283185307179586
  const square = angle * angle
  let sine = 1
  let cosine = 1
  for (let term = 18; term >= 2; term -= 2) {
    sine = 1 - (sine * square) / (term * (term + 1))
    cosine = 1 - (cosine * square) / (term * (term - 1))
  }
  sine *= angle
  if (quarter % 4 === 1) return { sine: cosine, cosine: -sine }
  if (quarter % 4 === 2) return { sine: -sine, cosine: -cosine }
  if (quarter % 4 === 3) return { sine: -cosine, cosine: sine }
  return { sine, cosine }
}
