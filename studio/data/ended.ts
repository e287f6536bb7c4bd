// What the page itself still holds of a session goes with it: history, pictures, the words in the form.

import type { Receipt } from '../api.ts'
import { sending } from '../jobs/sending.ts'
import { forgetLibrary } from '../library/library-state.ts'
import { draft } from '../make/draft-store.ts'
import { emptyDraft } from '../make/draft.ts'
import { deletions } from '../pictures/deletions.ts'
import { queries } from '../server-state.ts'
import { unsay } from '../shell/speaking.ts'
import { createStore } from '../stores.ts'

/** A session that ended in this page: afterwards there is only its receipt. */
export const ended = createStore<Receipt | undefined>(undefined)

export function showEnded(receipt: Receipt): void {
  ended.set(receipt)
  forgetWords()
  queries.clear()
}

/** The page goes on, empty. */
export async function startEmpty(): Promise<void> {
  forgetWords()
  // Who asks stays shown meanwhile, and with it the receipt beside it.
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  await queries.invalidateQueries({ queryKey: ['session'] })
}

function forgetWords(): void {
  unsay()
  sending.set([])
  deletions.set([])
  forgetLibrary()
  draft.set(emptyDraft)
  history.replaceState(null, '')
}
