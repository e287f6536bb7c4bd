// Doing something that the server may refuse: busy meanwhile, what went wrong in its words, and a fresh proof where it wants one.

import { useState } from 'react'
import { Trouble } from '../api.ts'
import { queries } from '../server-state.ts'
import { createStore } from '../stores.ts'
import { useWords } from '../words/words.ts'

interface Asked {
  given: () => void
  refused: () => void
}

/** Somebody has to prove again who they are before it goes on. */
export const proofAsked = createStore<Asked | undefined>(undefined)

class ProofRefused extends Error {}

async function withProof<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Trouble) || error.code !== 'sign_in_stale') throw error
    await new Promise<void>((given, refuse) => proofAsked.set({ given, refused: () => refuse(new ProofRefused()) })).finally(() => proofAsked.set(undefined))
    return work()
  }
}

export interface Acting {
  busy: boolean
  trouble: string | undefined
  /** undefined when it was not done; then `trouble` says why. What the page shows is read again afterwards. */
  act<T>(work: () => Promise<T>): Promise<T | undefined>
  clear(): void
}

export function useActing(): Acting {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  return {
    busy,
    trouble,
    clear: () => setTrouble(undefined),
    async act(work) {
      setBusy(true)
      setTrouble(undefined)
      try {
        const result = await withProof(work)
        await queries.invalidateQueries({ queryKey: ['console'] })
        return result
      } catch (error) {
        if (!(error instanceof ProofRefused)) setTrouble((error instanceof Trouble && error.message) || t('share.failed'))
        return undefined
      } finally {
        setBusy(false)
      }
    },
  }
}
