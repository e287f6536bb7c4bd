// What is known of the models of Z.ai and BigModel: sizes and rules as their documents state them.

import type { EngineModel } from '../../charter/sections/engines.ts'

const glmImage: Omit<EngineModel, 'id'> = {
  title: { en: 'GLM-Image', zh: 'GLM-Image' },
  sizes: [[1280, 1280], [1568, 1056], [1056, 1568], [1472, 1088], [1088, 1472], [1728, 960], [960, 1728]],
  multipleOf: 32,
  least: 1024,
  largest: 2048,
  mostArea: 4_194_304,
}

const cogView: Omit<EngineModel, 'id'> = {
  title: { en: 'CogView-4', zh: 'CogView-4' },
  sizes: [[1024, 1024], [768, 1344], [864, 1152], [1344, 768], [1152, 864], [1440, 720], [720, 1440]],
  multipleOf: 16,
  least: 512,
  largest: 2048,
  mostArea: 2_097_152,
}

const known: Record<string, Omit<EngineModel, 'id'>> = {
  'glm-image': glmImage,
  'cogview-4': cogView,
  'cogview-4-250304': cogView,
  'cogview-3-flash': { ...cogView, title: { en: 'CogView-3-Flash', zh: 'CogView-3-Flash' } },
}

const usual: EngineModel[] = [{ id: 'glm-image' }, { id: 'cogview-4-250304' }]

/** What the entry says of a model goes before what is known of it. */
export function modelsOf(entries: readonly EngineModel[] = usual): EngineModel[] {
  return entries.map((model) => ({ ...known[model.sends ?? model.id], seed: false, negativePrompt: false, ...model }))
}
