// From the form to an order: one way in for the button, the keys and "make it again".

import { useMemo } from 'react'
import type { Generation, ModelCard } from '../api.ts'
import { usualRange, workTimes, type Range } from '../jobs/times.ts'
import { send } from '../jobs/sending.ts'
import { useHistory, useModels, useSession } from '../server-state.ts'
import { goTo } from '../shell/places.ts'
import { createStore } from '../stores.ts'
import { createGate } from './create-gate.ts'
import { draftFrom, orderOf, problemsOf, type Draft } from './draft.ts'
import { changeDraft, draft } from './draft-store.ts'
import { references } from './references.ts'

/** Whether the form is open as a sheet, where there is no room beside the pictures. */
export const sheetOpen = createStore(false)

/** Problems are shown once Create was pressed, not while somebody is still writing. */
export const problemsShown = createStore(false)

const gate = createGate(400)

export function useCard(): ModelCard | undefined {
  const models = useModels()
  const usual = useSession()?.model
  const chosen = draft.get().model
  return (models.find((model) => model.id === chosen) ?? models.find((model) => model.id === usual) ?? models[0])?.card
}

export function useMostCharacters(): number {
  return useSession()?.limits.prompt_characters ?? 4000
}

/** Returns whether it went out. */
export function create(card: ModelCard, mostCharacters: number): boolean {
  const now = draft.get()
  if (problemsOf(now, card, mostCharacters).length > 0) {
    problemsShown.set(true)
    focusPrompt()
    return false
  }
  if (!gate(performance.now(), JSON.stringify(now))) return false
  problemsShown.set(false)
  const started = references.get()
  send({ ...orderOf(now, card), ...(card.abilities.reference && started.pictures.length > 0 && { references: started }) })
  sheetOpen.set(false)
  return true
}

/** The same order again: with its seed, or by a new lot. */
export function makeAgain(generation: Generation, card: ModelCard, seed: number | undefined): void {
  const again: Draft = { ...draftFrom(generation, card), pictures: seed === undefined ? generation.pictures : 1 }
  const { reference } = generation
  // What was painted is not kept with an order: such a one is made again where it was painted.
  if (reference && !(reference.image && reference.how === 'edit')) return goTo(reference.image ? `/edit/${reference.image}` : '/')
  send({ ...orderOf(again, card), seed, ...(reference?.image && { references: { pictures: [reference.image], strength: reference.strength } }) })
}

/** Puts the words and settings into the form and starts nothing. */
export function fillForm(generation: Generation, card: ModelCard, seed?: number): void {
  changeDraft({ ...draftFrom(generation, card), ...(seed !== undefined && { seed: String(seed) }) })
  focusPrompt()
}

export function focusPrompt(): void {
  sheetOpen.set(true)
  requestAnimationFrame(() => {
    const box = document.querySelector<HTMLTextAreaElement>('#prompt')
    box?.focus()
    box?.setSelectionRange(box.value.length, box.value.length)
  })
}

/** From what this person's newest orders took. */
export function useUsualTime(pictures: number): Range | undefined {
  const { generations } = useHistory()
  return useMemo(() => {
    const finished = generations.filter((generation) => generation.state === 'finished').slice(0, 20)
    return usualRange(workTimes(finished), pictures)
  }, [generations, pictures])
}
