// Engine settings that cannot both be true, and what an engine elsewhere must say before it is switched on.

import type { Contradiction } from './contradictions.ts'
import { isHere, type EngineEntry } from './sections/engines.ts'

/** The first sentence about any engine that is switched on. */
const aboutEach =
  (find: (entry: EngineEntry) => string | undefined): Contradiction['find'] =>
  ({ engines }) =>
    engines.filter(({ on }) => on).map(find).find((sentence) => sentence !== undefined)

const remote: readonly string[] = ['openai-compatible', 'zai']

export const engineContradictions: readonly Contradiction[] = [
  {
    settings: ['engines', 'engines.place'],
    find: aboutEach((entry) => {
      if (isHere(entry) && (entry.place ?? 'here') === 'here') return undefined
      if (!isHere(entry) && entry.place === 'here') return `engines: "${entry.id}" says place: here, but its address is ${new URL(entry.url ?? '').hostname}. Say who gets the prompts: place: { name, country }.`
      const missing = (['place', 'terms', 'retention'] as const).filter((field) => entry[field] === undefined)
      return missing.length > 0
        ? `engines: "${entry.id}" sends prompts to somebody else, but does not say ${missing.join(', ')}. Give the place (name and country), the address of the terms and how long prompts are kept, or set on: false.`
        : undefined
    }),
  },
  {
    settings: ['engines.driver', 'engines.url'],
    find: aboutEach(({ id, driver, url, program, modality, folder, models }) => {
      if (remote.includes(driver) && !url) return `engines: "${id}" needs an address (url).`
      if (driver === 'stable-diffusion.cpp' && !program === !url) return `engines: "${id}" needs either the path of its program (program) or the address where it runs already (url).`
      if (driver === 'onnx' && !folder) return `engines: "${id}" needs the folder of its model (folder).`
      if (driver === 'onnx' && (models?.length ?? 0) > 1) return `engines: "${id}" names several models, but a folder holds one. Give each folder an engine of its own.`
      if (modality !== 'images' && driver !== 'openai-compatible' && driver !== 'zai') return `engines: "${id}" has the modality "${modality}", which the driver "${driver}" does not have.`
      return undefined
    }),
  },
  {
    settings: ['engines.models', 'engines.driver'],
    find: aboutEach(({ id, driver, models }) =>
      driver === 'openai-compatible' && !models ? `engines: "${id}" does not say which models it is used for (models). List them.` : undefined,
    ),
  },
  {
    settings: ['engines.key', 'engines.url'],
    find: aboutEach((entry) =>
      entry.key && entry.url?.startsWith('http:') && !isHere(entry)
        ? `engines: "${entry.id}" would send its key over plain http. Use https, or a server on this machine.`
        : undefined,
    ),
  },
  {
    settings: ['engines', 'engines.id'],
    find: ({ engines }) => {
      const ids = engines.map(({ id }) => id)
      const twice = ids.find((id, place) => ids.indexOf(id) !== place)
      return twice ? `engines: the id "${twice}" stands there twice. Give each engine a name of its own.` : undefined
    },
  },
  {
    settings: ['routing.enhancer', 'engines.modality'],
    find: ({ engines, routing: { enhancer } }) =>
      enhancer === 'none' || engines.some(({ id, on, modality }) => id === enhancer && on && modality === 'language')
        ? undefined
        : `routing.enhancer: "${enhancer}" is no engine of modality "language" that is switched on. Add one below engines, or write none.`,
  },
  {
    settings: ['engines', 'engines.on'],
    find: ({ engines }) => (engines.some(({ on, modality }) => on && modality === 'images') ? undefined : 'engines: none that draws is switched on. Set on: true for one, or add painter.'),
  },
]
