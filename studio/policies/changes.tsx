// What changed between two versions of the terms, setting by setting, with before and after.

import type { Policies } from '../api.ts'
import { useWords } from '../words/words.ts'

export function Changes({ changes }: { changes: Policies['version']['changes'] }) {
  const { t } = useWords()
  if (changes.length === 0) return null
  return (
    <ul className="grid gap-1 text-14">
      {changes.map(({ path, kind, before, after }) => (
        <li key={path} className="grid min-w-0 gap-x-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <span className="text-ink-2">{t(`policies.kinds.${kind}`)}</span>
          <span className="min-w-0 break-words">
            <code>{path}</code>
            {kind !== 'wording' && (
              <>
                : <del className="text-ink-3">{before}</del> <span aria-hidden="true">→</span> <ins className="no-underline">{after}</ins>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
