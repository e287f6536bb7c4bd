// One part of a page among its others: the links in the bar below the title.

import type { ReactNode } from 'react'
import { addressOf, follow } from './places.ts'

export function PartLink({ path, current = false, children }: { path: string; current?: boolean; children: ReactNode }) {
  return (
    <a
      href={addressOf(path)}
      aria-current={current ? 'page' : undefined}
      className={`rounded-control flex min-h-9 items-center px-3 whitespace-nowrap coarse:min-h-11 ${current ? 'bg-action-wash text-action font-medium' : 'text-ink-2 hover:bg-sunk hover:text-ink'}`}
      onClick={follow(path)}
    >
      {children}
    </a>
  )
}
