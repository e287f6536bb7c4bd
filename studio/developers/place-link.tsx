// A link to a place of this site inside of a sentence.

import type { ReactNode } from 'react'
import { addressOf, follow } from '../shell/places.ts'

export function PlaceLink({ to, onFollow, children }: { to: string; onFollow?: () => void; children: ReactNode }) {
  return (
    <a href={addressOf(to)} onClick={follow(to, onFollow)} className="text-action inline-block underline underline-offset-2 coarse:py-2">
      {children}
    </a>
  )
}
