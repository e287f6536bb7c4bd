// What stands in the playground's form: kept while the page is open, so that looking at a model or a guide loses nothing.

import type { Model } from '../api.ts'
import { useModels, useSession } from '../server-state.ts'
import { goTo } from '../shell/places.ts'
import { createStore, useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { emptyWish, type Wish } from './call.ts'
import type { OtherModel } from './other-call.ts'
import { useOtherModels } from './other-models.ts'

const wish = createStore<Wish>(emptyWish)

export const changeWish = (change: Partial<Wish>): void => wish.set((now) => ({ ...now, ...change }))

export interface Wished {
  wish: Wish
  models: Model[]
  /** Models of other kinds. */
  others: OtherModel[]
  /** The chosen one of them. */
  other: OtherModel | undefined
  /** undefined while the server has not told its models. */
  model: Model | undefined
  prompt: string
}

export function useWish(): Wished {
  const { language } = useWords()
  const now = useStore(wish)
  const models = useModels()
  const others = useOtherModels()
  const session = useSession()
  const model = models.find(({ id }) => id === now.model) ?? models.find(({ id }) => id === session?.model) ?? models[0]
  return { wish: now, models, others, other: others.find(({ id }) => id === now.model), model, prompt: now.prompt ?? model?.card.examples[0]?.[language] ?? '' }
}

/** Into the playground with this model; what another model was told of sizes and numbers is left out. */
export function tryModel(id: string, prompt?: string): void {
  wish.set(({ dialect, answer, prompt: before }) => ({ ...emptyWish, dialect, answer, model: id, prompt: prompt ?? before }))
  goTo('/developers')
}
