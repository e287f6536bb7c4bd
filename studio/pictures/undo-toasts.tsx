// What was just deleted, with the way back and the seconds it stays open.

import { Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../design/button.tsx'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { languageOf, useWords, type Say } from '../words/words.ts'
import { deletions, undo, type Deletion } from './deletions.ts'

export function UndoToasts() {
  const waiting = useStore(deletions)
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-[calc(7.75rem+env(safe-area-inset-bottom))] z-50 grid justify-items-center gap-2 px-4 wide:bottom-6">
      {waiting.slice(-3).map((deletion) => (
        <Toast key={deletion.key} deletion={deletion} />
      ))}
    </div>
  )
}

function Toast({ deletion }: { deletion: Deletion }) {
  const { t } = useWords()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const left = Math.max(0, Math.ceil((deletion.until - now) / 1000))
  const what = sayDeleted(t, deletion)
  return (
    <div className="bg-paper border-line-2 rounded-card shadow-float rise pointer-events-auto flex max-w-full items-center gap-3 border py-2 pr-2 pl-4">
      <p className="min-w-0 truncate text-14" lang={languageOf(deletion.words)}>
        {what}
      </p>
      <span className="text-ink-3 text-14 tabular-nums" aria-hidden="true">
        {t('time.seconds', { least: left })}
      </span>
      <Button
        kind="plain"
        onClick={() => {
          undo(deletion.key)
          speak(t('picture.restored'))
        }}
      >
        <Undo2 size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.undo')}
        <span className="sr-only">: {what}</span>
      </Button>
    </div>
  )
}

export function sayDeleted(say: Say, { images, words }: Pick<Deletion, 'images' | 'words'>): string {
  return images.length === 1 ? say('picture.deleted', { words }) : say('picture.deletedSome', { count: images.length })
}
