// The five shapes people choose from, and the exact size each means for a model.

export const shapes = ['square', 'portrait', 'landscape', 'tall', 'broad'] as const
export type Shape = (typeof shapes)[number]

export const ratios: Record<Shape, [width: number, height: number]> = {
  square: [1, 1],
  portrait: [3, 4],
  landscape: [4, 3],
  tall: [9, 16],
  broad: [16, 9],
}

export interface Size {
  width: number
  height: number
}

export const smallestSide = 64

/** A native size of that shape where the model has one, else the same area in multiples of eight. */
export function sizeOfShape(shape: Shape, sizes: { native: Array<[number, number]>; largest: number }): Size {
  const [across, down] = ratios[shape]
  const ratio = across / down
  const native = sizes.native.find(([width, height]) => Math.abs(width / height / ratio - 1) < 0.03)
  if (native) return { width: native[0], height: native[1] }
  const [width, height] = sizes.native[0] ?? [512, 512]
  const side = Math.sqrt((width * height) / ratio)
  const unit = Math.max(1, Math.round(side / down / 4) * 4)
  const fits = Math.min(unit, Math.floor(sizes.largest / Math.max(across, down)))
  return { width: Math.max(smallestSide, fits * across), height: Math.max(smallestSide, fits * down) }
}

/** The shape whose size this is, if any. */
export function shapeOfSize(size: Size, sizes: { native: Array<[number, number]>; largest: number }): Shape | undefined {
  return shapes.find((shape) => {
    const known = sizeOfShape(shape, sizes)
    return known.width === size.width && known.height === size.height
  })
}
