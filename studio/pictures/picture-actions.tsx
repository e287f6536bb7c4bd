// What can be done with one picture: keep it as a file, share it, or delete it with time to think again.

import { Brush, Download, FileArchive, Share2, Trash2 } from 'lucide-react'
import { papersAddressOf, readImageFile } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { PublishButton } from '../gallery/publish.tsx'
import { useSession } from '../server-state.ts'
import { openShare } from '../sharing/open-share.ts'
import { addressOf, follow } from '../shell/places.ts'
import { saveFile } from '../shell/saving.ts'
import { speak } from '../shell/speaking.ts'
import { useWords, type Say } from '../words/words.ts'
import { deleteSoon } from './deletions.ts'
import { fileNameOf } from './file-names.ts'
import { seedOf, type Made } from './pages.ts'

export function PictureActions({ made, narrow = false, onDelete }: { made: Made; narrow?: boolean; onDelete?: () => void }) {
  const { t } = useWords()
  const edit = `/edit/${made.image.id}`
  const sharing = useSession()?.sharing != null
  return (
    <div className={onDelete ? 'grid grid-cols-2 gap-2' : 'flex w-full flex-wrap justify-center gap-1'}>
      <Button kind={narrow ? 'quiet' : 'plain'} onClick={() => void download(made).catch(() => speak(t('picture.downloadFailed')))}>
        <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.download')}
      </Button>
      {!onDelete && (
        <a className={buttonClass({ kind: narrow ? 'quiet' : 'plain' })} href={addressOf(edit)} onClick={follow(edit)}>
          <Brush size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('picture.edit')}
        </a>
      )}
      {onDelete && (
        <a className={buttonClass({}, 'order-last col-span-2')} href={papersAddressOf(made.image.id)} download>
          <FileArchive size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('picture.papers')}
        </a>
      )}
      {sharing && (
        <Button kind={onDelete ? 'plain' : 'quiet'} onClick={() => openShare.set(made.image.id)}>
          <Share2 size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('share.share')}
        </Button>
      )}
      {onDelete && made.generation.imported_at === null && <PublishButton image={made.image.id} className="col-span-2" />}
      <Button kind={onDelete ? 'plain' : 'quiet'} className={onDelete && sharing ? 'col-span-2' : ''} onClick={() => (onDelete ? onDelete() : deletePicture(made, t))}>
        <Trash2 size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.delete')}
      </Button>
    </div>
  )
}

/** The server's own name for the file is its id; people get their words. */
async function download(made: Made): Promise<void> {
  const { image, generation } = made
  saveFile(fileNameOf(generation.prompt, seedOf(made), image.format), await readImageFile(image.id))
}

export function deletePicture({ image, generation }: Made, say: Say): void {
  deleteSoon([image.id], generation.prompt, () => speak(say('picture.deleteFailed')))
  speak(say('picture.deleted', { words: generation.prompt }))
}
