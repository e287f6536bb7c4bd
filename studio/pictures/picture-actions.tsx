// What can be done with one picture: keep it as a file, or delete it with time to think again.

import { Download, Trash2 } from 'lucide-react'
import { Button, buttonClass } from '../design/button.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords, type Say } from '../words/words.ts'
import { deleteSoon } from './deletions.ts'
import { fileNameOf } from './file-names.ts'
import { seedOf, type Made } from './pages.ts'

export function PictureActions({ made, narrow = false, onDelete }: { made: Made; narrow?: boolean; onDelete?: () => void }) {
  const { t } = useWords()
  const { image, generation } = made
  return (
    <div className={onDelete ? 'grid grid-cols-2 gap-2' : 'flex w-full flex-wrap justify-center gap-1'}>
      <a
        href={image.url}
        download={fileNameOf(generation.prompt, seedOf(made), image.format)}
        className={buttonClass({ kind: narrow ? 'quiet' : 'plain' })}
      >
        <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.download')}
      </a>
      <Button kind={onDelete ? 'plain' : 'quiet'} onClick={() => (onDelete ? onDelete() : deletePicture(made, t))}>
        <Trash2 size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.delete')}
      </Button>
    </div>
  )
}

export function deletePicture({ image, generation }: Made, say: Say): void {
  deleteSoon(image.id, generation.prompt, () => speak(say('picture.deleteFailed')))
  speak(say('picture.deleted', { words: generation.prompt }))
}
