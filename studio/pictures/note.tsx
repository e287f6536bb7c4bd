// What somebody adds to their own words, or puts right.

import { useId, useState } from 'react'
import { noteGeneration, Trouble, type Generation } from '../api.ts'
import { Button } from '../design/button.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { keepGeneration } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { languageOf, useWords } from '../words/words.ts'

export function Note({ generation }: { generation: Generation }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const { note } = generation
  return (
    <>
      {!open && (
        <p className="flex flex-wrap items-center gap-2" data-note>
          <span lang={languageOf(note ?? '')}>{note ?? t('note.none')}</span>
          <Button kind="quiet" onClick={() => setOpen(true)}>
            {t('note.edit')}
          </Button>
        </p>
      )}
      {open && <Edit generation={generation} onClose={() => setOpen(false)} />}
    </>
  )
}

function Edit({ generation, onClose }: { generation: Generation; onClose: () => void }) {
  const { t } = useWords()
  const id = useId()
  const [text, setText] = useState(generation.note ?? '')
  const [trouble, setTrouble] = useState<string>()
  async function save(): Promise<void> {
    try {
      keepGeneration(await noteGeneration(generation.id, text))
      speak(t('note.saved'))
      onClose()
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('gallery.failed'))
    }
  }
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Label htmlFor={id}>{t('note.field')}</Label>
      <textarea id={id} className={fieldClass} rows={3} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      {trouble && (
        <p role="alert" className="text-stop">
          {trouble}
        </p>
      )}
      <Button kind="action" type="submit">
        {t('note.save')}
      </Button>
    </form>
  )
}
