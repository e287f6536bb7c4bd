// Boards: make one, name it anew, remove it; and, for pictures that are selected, put them on it or take them off.

import { Check, Minus, Pencil, Plus, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { createBoard, removeBoard, renameBoard, Trouble, type Board, type BriefImage } from '../api.ts'
import { Button, SignButton } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { Modal } from '../design/modal.tsx'
import { readAgain, useBoards } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { place } from './boards.ts'
import { changeFilter, filter } from './library-state.ts'

interface BoardListProps {
  onClose: () => void
  /** To be put somewhere; without them boards are only named and removed. */
  images?: readonly BriefImage[]
}

export function BoardList({ onClose, images }: BoardListProps) {
  const { t } = useWords()
  const boards = useBoards().slice(1)
  const [name, setName] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const id = useId()
  async function make(): Promise<void> {
    setTrouble(undefined)
    try {
      const board = await createBoard(name.trim())
      setName('')
      if (images) await place(board.id, { add: images.map((image) => image.id) }, t)
      await readAgain()
      speak(t('library.boardMade', { name: board.name ?? '' }))
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('share.failed'))
    }
  }
  return (
    <Modal title={images ? t('library.putOn', { count: images.length }) : t('library.boards')} closeLabel={t('app.close')} onClose={onClose}>
      {boards.length === 0 && <p className="text-ink-2">{t('library.noBoards')}</p>}
      <ul className="grid gap-1">
        {boards.map((board) => (
          <BoardLine key={board.id} board={board} images={images} />
        ))}
      </ul>
      <form
        className="border-line grid gap-1 border-t pt-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) void make()
        }}
      >
        <Label htmlFor={id}>{t('library.newBoard')}</Label>
        <div className="flex gap-2">
          <input id={id} className={fieldClass} maxLength={80} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" className="min-h-9" why={name.trim() === '' && t('app.fillFirst')}>
            <Plus size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('library.make')}
          </Button>
        </div>
        {trouble && (
          <p role="alert" className="text-stop text-14">
            {trouble}
          </p>
        )}
      </form>
    </Modal>
  )
}

function BoardLine({ board, images }: { board: Board; images?: readonly BriefImage[] }) {
  const { t } = useWords()
  const [renamed, setRenamed] = useState<string>()
  const ids = images?.map((image) => image.id) ?? []
  const all = images !== undefined && images.every((image) => image.boards.includes(board.id))
  const name = board.name ?? ''
  const failed = () => speak(t('share.failed'))
  if (renamed !== undefined) {
    return (
      <li>
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            void renameBoard(board.id, renamed.trim())
              .then(readAgain, failed)
              .then(() => setRenamed(undefined))
          }}
        >
          <input className={fieldClass} aria-label={t('library.rename', { name })} autoFocus maxLength={80} value={renamed} onChange={(event) => setRenamed(event.target.value)} />
          <Button type="submit" className="min-h-9" why={renamed.trim() === '' && t('app.fillFirst')}>
            {t('library.save')}
          </Button>
        </form>
      </li>
    )
  }
  return (
    <li className="flex min-h-11 items-center gap-2">
      <span className="min-w-0 grow truncate">
        {name} <span className="text-ink-3 tabular-nums">{board.pictures}</span>
      </span>
      {images && (
        <Button aria-label={t(all ? 'library.takeOffBoard' : 'library.putOnBoard', { name })} onClick={() => void place(board.id, all ? { remove: ids } : { add: ids }, t)}>
          {all ? <Minus size={18} strokeWidth={1.75} aria-hidden="true" /> : <Check size={18} strokeWidth={1.75} aria-hidden="true" />}
          {all ? t('library.takeOff') : t('library.put')}
        </Button>
      )}
      {!images && (
        <>
          <SignButton label={t('library.rename', { name })} onClick={() => setRenamed(name)}>
            <Pencil size={18} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
          <SignButton
            label={t('library.removeBoard', { name })}
            onClick={() => {
              if (filter.get().board === board.id) changeFilter({ board: '' })
              void removeBoard(board.id).then(readAgain, failed)
            }}
          >
            <Trash2 size={18} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
        </>
      )}
    </li>
  )
}
