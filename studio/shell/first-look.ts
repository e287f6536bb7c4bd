// What the page shows before any script has come: drawn by ../draw-first-look.tsx while the studio is built, put in by the server, taken over here.

import { draft } from '../make/draft-store.ts'
import { startWithoutPictures } from '../server-state.ts'

/** For somebody who has made and read nothing here yet: where all is made on this machine, and elsewhere; and for everybody else. */
export const looks = ['first-here', 'first', 'back'] as const
export type Look = (typeof looks)[number]

let shown: Look | undefined

/** Whether the page opened for somebody who has made and read nothing here yet. */
export const isFirstLook = (): boolean => shown === 'first-here' || shown === 'first'

/** Whether it is known before anything was asked that all is made on this machine, for its owner. */
export const isMadeHere = (): boolean => shown === 'first-here'

/** To be called before anything is drawn, while building and in the browser alike. */
export function beginWith(look: Look): void {
  shown = look
  if (isFirstLook()) startWithoutPictures()
}

/** Drawn for both widths, as the build cannot know it; the one that does not fit goes. Undefined where the server put nothing in. */
export function findDrawn(studio: HTMLElement): HTMLElement | undefined {
  const drawn = [...studio.querySelectorAll<HTMLElement>(':scope > [data-drawn]')]
  const fitting = drawn.find((one) => getComputedStyle(one).display !== 'none')
  for (const one of drawn) if (one !== fitting) one.remove()
  fitting?.removeAttribute('data-drawn')
  if (fitting) fillBox(fitting)
  const look = looks.find((one) => one === studio.dataset['look'])
  if (fitting && look) beginWith(look)
  return fitting
}

/** What stood in the box before a reload stands there again, and before what was written since. */
function fillBox(drawn: HTMLElement): void {
  const box = drawn.querySelector<HTMLTextAreaElement>('#prompt')
  const { prompt } = draft.get()
  if (box && !box.value.startsWith(prompt)) box.value = [prompt, box.value].filter(Boolean).join(' ')
}
