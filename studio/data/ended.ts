// What the page itself still holds of a session goes with it: history, pictures, the words in the form; also when it ends elsewhere.

import { useEffect } from 'react'
import { gesso, sessionDoubts, take, type Receipt, type Session } from '../api.ts'
import { sending } from '../jobs/sending.ts'
import { forgetLibrary } from '../library/library-state.ts'
import { draft } from '../make/draft-store.ts'
import { emptyDraft } from '../make/draft.ts'
import { deletions } from '../pictures/deletions.ts'
import { queries } from '../server-state.ts'
import { hearOthers, tellOthers } from '../shell/other-windows.ts'
import { unsay } from '../shell/speaking.ts'
import { createStore } from '../stores.ts'

/** A session that ended in this page: afterwards there is only its receipt; one that ended elsewhere left none here. */
export const ended = createStore<Receipt | 'elsewhere' | undefined>(undefined)

export function showEnded(receipt: Receipt): void {
  leave(receipt)
  tellOthers()
}

function leave(how: Receipt | 'elsewhere'): void {
  ended.set(how)
  forgetWords()
  queries.clear()
}

/** The page goes on, empty. */
export async function startEmpty(): Promise<void> {
  forgetWords()
  // Who asks stays shown meanwhile, and with it the receipt beside it.
  await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  await queries.invalidateQueries({ queryKey: ['session'] })
  tellOthers()
}

/** Whether this page still shows things of whoever the server knows now. Where it does, what it shows is read again. */
async function look(): Promise<void> {
  const before = queries.getQueryData<Session>(['session'])
  if (!before || ended.get()) return
  const now = await take(gesso.GET('/v1/session')).catch(() => undefined)
  if (!now || ended.get()) return
  const another = before.kind !== now.kind || before.ends?.most_at !== now.ends?.most_at
  // Nobody there before, or a visitor who signed in and took their things along.
  if (another && before.kind !== 'none' && now.kind !== 'person') return leave('elsewhere')
  queries.setQueryData(['session'], now)
  for (const queryKey of another ? [[]] : [['generations'], ['library'], ['shares']]) void queries.invalidateQueries({ queryKey })
}

/** Looks when another window did something, when an answer doubts the session, and when somebody comes back to this window. */
export function useLooking(): void {
  useEffect(() => {
    const comesBack = (): void => {
      if (document.visibilityState === 'visible') void look()
    }
    const stops = [hearOthers(() => void look()), sessionDoubts.subscribe(() => void look())]
    addEventListener('visibilitychange', comesBack)
    addEventListener('pageshow', comesBack)
    return () => {
      for (const stop of stops) stop()
      removeEventListener('visibilitychange', comesBack)
      removeEventListener('pageshow', comesBack)
    }
  }, [])
}

function forgetWords(): void {
  unsay()
  sending.set([])
  deletions.set([])
  forgetLibrary()
  draft.set(emptyDraft)
  history.replaceState(null, '')
}
