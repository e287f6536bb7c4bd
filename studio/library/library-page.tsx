// The library: every picture of somebody's, to look through, find, arrange, take along and delete.

import { ImagePlus, ListChecks } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { BriefImage } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { deletions, deleteSoon } from '../pictures/deletions.ts'
import { viewed } from '../pictures/viewed.ts'
import { sayDeleted } from '../pictures/undo-toasts.tsx'
import { useLibrary } from '../server-state.ts'
import { addressOf, follow } from '../shell/places.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { favourite } from './boards.ts'
import { Filters } from './filters.tsx'
import { GoingSoon } from './going-soon.tsx'
import { Grid } from './grid.tsx'
import { LibraryViewer } from './library-viewer.tsx'
import { changeFilter, noFilter, filter, opened, selecting, stopSelecting, useShown } from './library-state.ts'
import { SelectionBar } from './selection-bar.tsx'

export function LibraryPage() {
  const { t } = useWords()
  const { images, isPending, isError, hasNextPage, refetch } = useLibrary()
  const deleting = useStore(deletions)
  const hidden = useMemo(() => new Set(deleting.flatMap((one) => one.images)), [deleting])
  const { shown, searching, failed } = useShown(images, hidden)
  const choosing = useStore(selecting)
  const open = useStore(viewed)
  const here = images.length - hidden.size

  useEffect(() => {
    function pressed(event: KeyboardEvent): void {
      if (event.key === 'Escape' && selecting.get() && !document.querySelector('dialog[open]')) stopSelecting()
    }
    addEventListener('keydown', pressed)
    return () => {
      removeEventListener('keydown', pressed)
      stopSelecting()
    }
  }, [])

  const remove = (gone: readonly BriefImage[]) => {
    const ids = gone.map((image) => image.id)
    const words = opened.get().get(gone[0]?.generation ?? '')?.prompt ?? ''
    deleteSoon(ids, words, () => speak(t('picture.deleteFailed')))
    speak(sayDeleted(t, { images: ids, words }))
    stopSelecting()
  }

  return (
    <>
      <main id="stage" tabIndex={-1} inert={open !== undefined} className={`mx-auto w-full max-w-[96rem] min-w-0 p-4 outline-none wide:p-6 ${choosing ? 'pb-32' : ''}`}>
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h1 className="font-serif text-28 font-medium">{t('app.pictures')}</h1>
          {here > 0 && (
            <Button aria-pressed={choosing} className="min-h-9" onClick={() => (choosing ? stopSelecting() : selecting.set(true))}>
              <ListChecks size={18} strokeWidth={1.75} aria-hidden="true" />
              {choosing ? t('library.selectEnd') : t('library.select')}
            </Button>
          )}
        </div>
        <GoingSoon images={images} />
        {here > 0 && <Filters shown={shown} count={here} searching={searching || hasNextPage} />}
        {isError && (
          <p className="mt-6 flex flex-wrap items-center gap-3">
            {t('history.failed')} <Button onClick={() => void refetch()}>{t('history.again')}</Button>
          </p>
        )}
        {failed && (
          <p role="alert" className="text-stop mt-4">
            {t('library.searchFailed')}
          </p>
        )}
        {isPending && <p className="text-ink-2 mt-6">{t('app.loading')}</p>}
        {!isPending && !isError && here === 0 && !hasNextPage && <Empty />}
        {here > 0 && shown.length === 0 && !searching && <NothingFound />}
        {shown.length > 0 && (
          <div className="mt-4">
            <Grid images={shown} onFavourite={(image) => void favourite([image], t)} onDelete={(image) => remove([image])} />
          </div>
        )}
      </main>
      <SelectionBar shown={shown} onDelete={remove} />
      <LibraryViewer shown={shown} />
    </>
  )
}

function Empty() {
  const { t } = useWords()
  return (
    <div className="border-line rounded-card mt-6 grid justify-items-center gap-3 border border-dashed px-4 py-16 text-center">
      <ImagePlus size={32} strokeWidth={1.5} aria-hidden="true" className="text-ink-3" />
      <p className="text-18">{t('library.empty')}</p>
      <p className="text-ink-2 text-pretty">{t('library.emptyHint')}</p>
      <a href={addressOf('/')} className={buttonClass({ kind: 'action', size: 'large' })} onClick={follow('/')}>
        {t('library.makeOne')}
      </a>
    </div>
  )
}

function NothingFound() {
  const { t } = useWords()
  const { board } = useStore(filter)
  return (
    <div className="mt-8 grid justify-items-center gap-3 text-center">
      <p>{board === 'favourites' ? t('library.noFavourites') : t('library.nothing')}</p>
      <Button onClick={() => changeFilter(noFilter)}>{t('library.clear')}</Button>
    </div>
  )
}

