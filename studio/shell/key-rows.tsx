// Keys and what they do, one below the other.

export function KeyRows({ rows }: { rows: ReadonlyArray<readonly (string | undefined)[]> }) {
  return (
    <dl className="grid gap-2">
      {rows.map(([keys, meaning]) => (
        <div key={`${keys}${meaning}`} className="border-line flex items-baseline justify-between gap-4 border-b pb-2">
          <dt>{meaning}</dt>
          <dd className="shrink-0">
            <kbd className="border-line-2 bg-ground rounded-control border px-2 py-0.5 font-sans text-14">{keys}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  )
}
