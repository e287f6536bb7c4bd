// The form's place for references: a button, and the tray once it is wanted.

import { ImagePlus } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import type { ModelCard } from '../api.ts'
import { Button } from '../design/button.tsx'
import { page } from '../shell/pages.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { bring, trayOpen } from './references.ts'

const Tray = page('ReferenceTray', () => import('../edit/reference-tray.tsx'), 'edit')

export function ReferencePart({ card }: { card: ModelCard }) {
  const { t } = useWords()
  const open = useStore(trayOpen)
  useEffect(() => {
    const allow = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault()
    addEventListener('paste', bring)
    addEventListener('drop', bring)
    addEventListener('dragover', allow)
    return () => {
      removeEventListener('paste', bring)
      removeEventListener('drop', bring)
      removeEventListener('dragover', allow)
    }
  }, [])
  if (!open) {
    return (
      <Button kind="quiet" className="-my-2 -ml-2.5 justify-self-start self-start" onClick={() => trayOpen.set(true)}>
        <ImagePlus size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('make.reference')}
      </Button>
    )
  }
  return (
    <Suspense>
      <Tray card={card} />
    </Suspense>
  )
}
