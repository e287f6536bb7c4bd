// The picture that is open, large, with its neighbours in the list as it is filtered now.

import { FolderPlus, Star } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { BriefImage } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { closeViewer, viewed } from '../pictures/viewed.ts'
import { Viewer } from '../pictures/viewer.tsx'
import { queries } from '../server-state.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { BoardList } from './board-list.tsx'
import { favourite } from './boards.ts'
import { madeOf, missing, opened, openSoon } from './library-state.ts'

export function LibraryViewer({ shown }: { shown: readonly BriefImage[] }) {
  const open = useStore(viewed)
  const known = useStore(opened)
  const gone = useStore(missing)
  const at = open === undefined ? -1 : shown.findIndex((image) => image.id === open)
  const near = [shown[at - 1], shown[at], shown[at + 1]]
  useEffect(() => {
    if (at >= 0) openSoon(near.flatMap((image) => image?.generation ?? []))
  })
  const [before, made, after] = near.map((image) => image && madeOf(image, known))
  const image = shown[at]
  if (image && gone.has(image.generation)) return <Gone />
  if (!image || !made) return null
  return (
    <Viewer made={made} before={before} after={after} alone>
      <Arrange image={image} />
    </Viewer>
  )
}

/** Its time was over, or it was deleted elsewhere, since the list was read. */
function Gone() {
  const { t } = useWords()
  const close = () => {
    closeViewer()
    void queries.invalidateQueries({ queryKey: ['library'] })
  }
  return (
    <Modal title={t('picture.viewer')} closeLabel={t('app.close')} onClose={close}>
      <p data-missing="gone">{t('picture.gone')}</p>
    </Modal>
  )
}

function Arrange({ image }: { image: BriefImage }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const isFavourite = image.boards.includes('favourites')
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button aria-pressed={isFavourite} className={isFavourite ? 'text-action border-action!' : ''} onClick={() => void favourite([image], t)}>
        <Star size={18} strokeWidth={1.75} fill={isFavourite ? 'currentColor' : 'none'} aria-hidden="true" />
        {t('library.favourite')}
      </Button>
      <Button onClick={() => setOpen(true)}>
        <FolderPlus size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('library.board')}
      </Button>
      {open && <BoardList images={[image]} onClose={() => setOpen(false)} />}
    </div>
  )
}
