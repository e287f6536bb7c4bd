// The mask as numbers: softened at its edge, and shown over the picture as tint, hatch and a line of two tones.

export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

export interface Plane {
  width: number
  height: number
  /** One byte a pixel: 255 = drawn anew, 0 = stays. */
  values: Uint8ClampedArray
}

export function planeOf(image: ImageData): Plane {
  const values = new Uint8ClampedArray(image.width * image.height)
  for (let at = 0; at < values.length; at++) values[at] = (image.data[at * 4] ?? 0) >= 128 ? 255 : 0
  return { width: image.width, height: image.height, values }
}

/** What was painted stays whole; beyond it the mask fades within `radius` pixels. */
export function soften({ width, height, values }: Plane, radius: number): Plane {
  if (radius < 1) return { width, height, values }
  const blurred = blurLines(blurLines(values, height, width, width, 1, radius), width, height, 1, width, radius)
  for (let at = 0; at < blurred.length; at++) {
    const doubled = (blurred[at] ?? 0) * 2
    blurred[at] = values[at] === 255 ? 255 : doubled
  }
  return { width, height, values: blurred }
}

function blurLines(values: Uint8ClampedArray, lines: number, length: number, lineStep: number, step: number, radius: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(values.length)
  const reach = Math.min(radius, length - 1)
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    const at = (place: number): number => values[start + Math.min(length - 1, Math.max(0, place)) * step] ?? 0
    let sum = 0
    for (let place = -reach; place <= reach; place++) sum += at(place)
    for (let place = 0; place < length; place++) {
      out[start + place * step] = Math.round(sum / (2 * reach + 1))
      sum += at(place + reach + 1) - at(place - reach)
    }
  }
  return out
}

export interface Look {
  colour: readonly [red: number, green: number, blue: number]
  /** 0 to 1. */
  opacity: number
  hatch: boolean
  /** Pixels of the picture that the line round the mask is wide. */
  line: number
}

/** The part `within` of the plane as it lies over the picture. */
export function paintOver({ width, height, values }: Plane, within: Rect, { colour, opacity, hatch, line }: Look): ImageData {
  const image = new ImageData(within.width, within.height)
  const { data } = image
  const inside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && (values[y * width + x] ?? 0) > 0
  const stripe = line * 6
  for (let row = 0; row < within.height; row++) {
    const y = within.top + row
    for (let column = 0; column < within.width; column++) {
      const x = within.left + column
      const value = values[y * width + x] ?? 0
      const here = value > 0
      const edge = inside(x - line, y) !== here || inside(x + line, y) !== here || inside(x, y - line) !== here || inside(x, y + line) !== here
      if (!here && !edge) continue
      const to = (row * within.width + column) * 4
      if (edge) {
        const tone = here ? 255 : 29
        data[to] = data[to + 1] = data[to + 2] = tone
        data[to + 3] = 235
        continue
      }
      data[to] = colour[0]
      data[to + 1] = colour[1]
      data[to + 2] = colour[2]
      const strong = hatch && (x + y) % (stripe * 2) < stripe ? 1 : hatch ? 0.35 : 1
      data[to + 3] = value * opacity * strong
    }
  }
  return image
}

/** The part of the picture that changed, with room for what a soft edge and the line reach. */
export function around({ left, top, width, height }: Rect, reach: number, whole: { width: number; height: number }): Rect {
  const from = { x: Math.max(0, Math.floor(left - reach)), y: Math.max(0, Math.floor(top - reach)) }
  const to = { x: Math.min(whole.width, Math.ceil(left + width + reach)), y: Math.min(whole.height, Math.ceil(top + height + reach)) }
  return { left: from.x, top: from.y, width: Math.max(0, to.x - from.x), height: Math.max(0, to.y - from.y) }
}
