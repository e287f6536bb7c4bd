// The size that a model draws itself which comes nearest to the one ordered.

import type { EngineModel } from '../charter/sections/engines.ts'

export type SizeRule = Pick<EngineModel, 'sizes' | 'multipleOf' | 'least' | 'largest' | 'mostArea'>

const usual: Array<[number, number]> = [[1024, 1024]]

/** Sizes to plan with: the one that was ordered where the model draws it, else the nearest; or the model's short list. */
export function sizesFor(rule: SizeRule, width: number, height: number): Array<[width: number, height: number]> {
  if (!rule.multipleOf || rule.sizes?.some(([w, h]) => w === width && h === height)) return rule.sizes ?? usual
  const { multipleOf, least = 512, largest = 2048, mostArea = 4_194_304 } = rule
  const grow = Math.max(1, least / Math.min(width, height))
  const shrink = Math.min(1, largest / (Math.max(width, height) * grow), Math.sqrt(mostArea / (width * height * grow * grow)))
  const fit = (side: number): number => {
    const scaled = side * grow * shrink
    const whole = Math.ceil(scaled / multipleOf) * multipleOf
    return Math.min(largest - (largest % multipleOf), Math.max(Math.ceil(least / multipleOf) * multipleOf, whole))
  }
  let [fitWidth, fitHeight] = [fit(width), fit(height)]
  while (fitWidth * fitHeight > mostArea) {
    if (fitWidth >= fitHeight) fitWidth -= multipleOf
    else fitHeight -= multipleOf
  }
  return [[fitWidth, fitHeight]]
}
