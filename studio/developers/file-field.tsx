// A field for one file: our own button in the page's language, with the name of what was chosen beside it.

import { FileUp, X } from 'lucide-react'
import { useId, useRef } from 'react'
import { Button, SignButton } from '../design/button.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

interface FileFieldProps {
  label: string
  hint?: string
  accept: string
  file: File | undefined
  onFile: (file: File | undefined) => void
}

export function FileField({ label, hint, accept, file, onFile }: FileFieldProps) {
  const { t } = useWords()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const choose = (chosen: File | undefined) => {
    onFile(chosen)
    speak(chosen ? t('dev.fileChosen', { name: chosen.name }) : t('dev.noFile'))
  }
  return (
    <div className="grid min-w-0 gap-1" role="group" aria-labelledby={`${id}-label`} data-file-field>
      <span id={`${id}-label`} className="text-14 font-medium">
        {label}
      </span>
      {/* The browser would name it in its own language; the button beside it opens it. */}
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          choose(event.target.files?.[0])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Button aria-label={`${file ? t('dev.otherFile') : t('dev.chooseFile')}: ${label}`} aria-describedby={`${id}-chosen${hint ? ` ${id}-hint` : ''}`} onClick={() => input.current?.click()}>
          <FileUp size={18} strokeWidth={1.75} aria-hidden="true" />
          {file ? t('dev.otherFile') : t('dev.chooseFile')}
        </Button>
        <span id={`${id}-chosen`} className="text-ink-2 min-w-0 text-14 break-all">
          {file ? file.name : t('dev.noFile')}
        </span>
        {file && (
          <SignButton label={t('dev.removeFile', { name: file.name })} onClick={() => choose(undefined)}>
            <X size={18} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
        )}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-3 text-12">
          {hint}
        </p>
      )}
    </div>
  )
}
