// Putting pictures among the favourites and on boards, and taking them off, at once in the page and on the server.

import { placeImages, Trouble, type BriefImage } from '../api.ts'
import { keepPlacing, readAgain } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import type { Say } from '../words/words.ts'

/** Adds them all; when all are there already, takes them all off. */
export async function favourite(images: readonly BriefImage[], say: Say): Promise<void> {
  const ids = images.map((image) => image.id)
  const all = images.every((image) => image.boards.includes('favourites'))
  if (await place('favourites', all ? { remove: ids } : { add: ids }, say)) speak(say(all ? 'library.unfavoured' : 'library.favoured', { count: ids.length }))
}

/** Whether it was done. */
export async function place(board: string, change: { add?: string[]; remove?: string[] }, say: Say): Promise<boolean> {
  try {
    keepPlacing(await placeImages(board, change), board, change)
    return true
  } catch (error) {
    speak((error instanceof Trouble && error.message) || say('share.failed'))
    void readAgain()
    return false
  }
}
