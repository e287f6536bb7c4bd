// A dialog or a sheet on the browser's own <dialog>: it keeps the focus, closes on Esc, makes the rest inert, and
// needs no style element, which a strict content policy would refuse.

import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { SignButton } from './button.tsx'

interface ModalProps {
  title: string
  closeLabel: string
  onClose: () => void
  children: ReactNode
  kind?: 'dialog' | 'sheet'
}

const looks = {
  dialog: 'm-auto w-[min(32rem,calc(100vw-2rem))] rounded-card border border-line max-h-[85dvh] appear',
  sheet: 'm-0 mt-auto w-full max-w-none rounded-t-card border-t border-line max-h-[85dvh] rise pb-[env(safe-area-inset-bottom)]',
} as const

export function Modal({ title, closeLabel, onClose, children, kind = 'dialog' }: ModalProps) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      className={`bg-paper text-ink shadow-float overflow-y-auto overscroll-contain p-0 ${looks[kind]}`}
      onClose={(event) => event.target === event.currentTarget && onClose()}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="grid gap-4 p-4">
        <div className="flex items-center justify-between gap-4">
          <h2 id={titleId} className="font-serif text-22 font-medium">
            {title}
          </h2>
          <SignButton label={closeLabel} onClick={onClose}>
            <X size={20} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
        </div>
        {children}
      </div>
    </dialog>
  )
}
