// Pieces that the pages of the console share: what went wrong, something shown once, a line of a list.

import { Check, Copy, KeyRound } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function TroubleLine({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <p role="alert" className="bg-stop-wash text-stop rounded-control px-3 py-2 text-14 break-words">
      {text}
    </p>
  )
}

/** Told this once: to be copied before the page is left. */
export function ShownOnce({ title, hint, lines, onDone }: { title: string; hint: string; lines: readonly string[]; onDone: () => void }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <div className="bg-done-wash rounded-card grid min-w-0 gap-3 p-4" role="group" aria-label={title} data-once>
      <h3 className="flex items-center gap-2 font-medium">
        <KeyRound size={20} strokeWidth={1.75} aria-hidden="true" className="text-done shrink-0" />
        {title}
      </h3>
      <p className="text-14">{hint}</p>
      <pre className="bg-paper border-line rounded-control overflow-x-auto border p-3 font-mono text-14 break-all whitespace-pre-wrap select-all" tabIndex={0} aria-label={title}>
        {lines.join('\n')}
      </pre>
      <div className="flex flex-wrap gap-2">
        {navigator.clipboard && (
          <Button
            kind="action"
            onClick={() =>
              void navigator.clipboard.writeText(lines.join('\n')).then(() => {
                setCopied(true)
                speak(t('picture.copied'))
              })
            }
          >
            {copied ? <Check size={18} strokeWidth={1.75} aria-hidden="true" /> : <Copy size={18} strokeWidth={1.75} aria-hidden="true" />}
            {copied ? t('picture.copied') : t('console.copy')}
          </Button>
        )}
        <Button onClick={onDone}>{t('console.kept')}</Button>
      </div>
    </div>
  )
}

export function Line({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <li className="border-line flex flex-wrap items-center gap-x-4 gap-y-2 border-t py-3 first:border-t-0">
      <div className="min-w-0 grow basis-56 break-words">{children}</div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </li>
  )
}

const tones = { good: 'bg-done-wash text-done', careful: 'bg-wait-wash text-wait', bad: 'bg-stop-wash text-stop', plain: 'bg-sunk text-ink-2' } as const

export function Badge({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return <span className={`inline-block rounded-full px-2 py-0.5 text-12 font-medium ${tones[tone]}`}>{children}</span>
}
