// What can be done with the pictures that are selected, always in the same place.

import { Download, FolderPlus, Star, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { archiveAddressOf, mostInArchive, type BriefImage } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { BoardList } from './board-list.tsx'
import { favourite } from './boards.ts'
import { selected, selecting } from './library-state.ts'

export function SelectionBar({ shown, onDelete }: { shown: readonly BriefImage[]; onDelete: (images: readonly BriefImage[]) => void }) {
  const { t } = useWords()
  const choosing = useStore(selecting)
  const marked = useStore(selected)
  const [boards, setBoards] = useState(false)
  if (!choosing) return null
  const meant = shown.filter((image) => marked.has(image.id))
  const none = meant.length === 0
  const tooMany = meant.length > mostInArchive
  const reason = none ? t('library.selectFirst') : undefined
  return (
    <section
      aria-label={t('library.selection')}
      className="bg-paper border-line shadow-float fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 border-t px-3 py-2 wide:right-6 wide:bottom-6 wide:left-auto wide:rounded-card wide:border"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <p className="mr-auto text-14 tabular-nums wide:mr-3" role="status">
          {t('library.selected', { count: meant.length })}
        </p>
        <Button kind="quiet" why={meant.length === shown.length && t('library.allSelected')} onClick={() => selected.set(new Set(shown.map((image) => image.id)))}>
          {t('library.selectAll', { count: shown.length })}
        </Button>
        <div className="flex w-full justify-between *:px-1 wide:w-auto wide:gap-1 wide:*:px-2.5">
          <Button kind="quiet" disabled={none} title={reason} onClick={() => void favourite(meant, t)}>
            <Star size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('library.favourite')}
          </Button>
          <Button kind="quiet" disabled={none} title={reason} onClick={() => setBoards(true)}>
            <FolderPlus size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('library.board')}
          </Button>
          {none || tooMany ? (
            <Button kind="quiet" disabled title={reason ?? t('library.tooMany', { most: mostInArchive })}>
              <Download size={18} strokeWidth={1.75} aria-hidden="true" />
              {t('picture.download')}
            </Button>
          ) : (
            <a className={buttonClass({ kind: 'quiet' })} download href={archiveAddressOf(meant.map((image) => image.id))}>
              <Download size={18} strokeWidth={1.75} aria-hidden="true" />
              {t('picture.download')}
            </a>
          )}
          <Button kind="quiet" disabled={none} title={reason} className={none ? '' : 'text-stop'} onClick={() => onDelete(meant)}>
            <Trash2 size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('picture.delete')}
          </Button>
        </div>
      </div>
      {tooMany && <p className="text-ink-2 max-w-[28rem] text-14">{t('library.tooMany', { most: mostInArchive })}</p>}
      {boards && <BoardList images={meant} onClose={() => setBoards(false)} />}
    </section>
  )
}
