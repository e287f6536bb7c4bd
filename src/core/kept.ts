// What stays as it is: the pixels of a picture that lie outside of the mask it is changed under.

import type { Order } from './orders.ts'
import type { Mask, Pixels } from './ports.ts'

/** A picture that is changed in part. */
export interface Kept {
  pixels: Pixels
  mask: Mask
  /** Its id, where it was made here. */
  image?: string
}

/** undefined where nothing has to stay: without a mask, or in another size. */
export function keptOf({ reference }: Order, { width, height }: Pick<Pixels, 'width' | 'height'>): Kept | undefined {
  if (!reference?.mask || reference.pixels.width !== width || reference.pixels.height !== height) return undefined
  return { pixels: reference.pixels, mask: reference.mask, image: reference.image }
}

/** `changed` under the mask; everywhere else `before`, byte for byte. Both of one size. */
export function keepOutside<P extends Pixels>(changed: P, before: Pixels, { alpha }: Mask): P {
  const rgb = changed.rgb.slice()
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    if (alpha[pixel] !== 0) continue
    const at = pixel * 3
    rgb[at] = before.rgb[at] as number
    rgb[at + 1] = before.rgb[at + 1] as number
    rgb[at + 2] = before.rgb[at + 2] as number
  }
  return { ...changed, rgb }
}
