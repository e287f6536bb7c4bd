// Facts of a model, name by name.

import type { ReactNode } from 'react'

export function Facts({ rows }: { rows: ReadonlyArray<readonly [name: string, value: ReactNode]> }) {
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,2fr)_minmax(0,5fr)] items-baseline gap-x-4 gap-y-2">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2 text-14">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
