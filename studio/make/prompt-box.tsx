// The box for the words: grows from three lines to ten, and leaves Enter to input methods.

import { useLayoutEffect, useRef, type ComponentProps } from 'react'
import { fieldClass, Label } from '../design/field.tsx'
import { languageOf } from '../words/words.ts'
import { isComposing, isCreateKey } from './typing.ts'

interface WordsBoxProps extends Omit<ComponentProps<'textarea'>, 'onChange'> {
  label: string
  text: string
  onText: (text: string) => void
  onCreate: () => void
  lines: { least: number; most: number }
  wrong?: string
  big?: boolean
}

export function WordsBox({ id, label, text, onText, onCreate, lines, wrong, big, ...rest }: WordsBoxProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const composition = useRef({ active: false, endedAt: Number.NEGATIVE_INFINITY })

  // Somebody may have written into the drawn page before the program took it over: see shell/first-look.ts.
  useLayoutEffect(() => {
    const written = box.current?.value
    if (written && written !== text) onText(written)
  }, [])

  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    const line = Number.parseFloat(getComputedStyle(area).lineHeight)
    const edge = area.offsetHeight - area.clientHeight + 16
    area.style.height = 'auto'
    const wanted = Math.min(Math.max(area.scrollHeight, lines.least * line + edge), lines.most * line + edge)
    area.style.height = `${Math.ceil(wanted)}px`
  }, [text, lines.least, lines.most])

  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{label}</Label>
      <textarea
        ref={box}
        id={id}
        lang={languageOf(text)}
        rows={lines.least}
        className={`${fieldClass} resize-none py-2 ${big ? 'text-18 leading-normal' : ''}`}
        value={text}
        spellCheck
        autoComplete="off"
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => onText(event.target.value)}
        onCompositionStart={() => (composition.current = { ...composition.current, active: true })}
        onCompositionEnd={() => (composition.current = { active: false, endedAt: performance.now() })}
        onKeyDown={(event) => {
          const { key, keyCode, metaKey, ctrlKey } = event
          const pressed = { key, keyCode, metaKey, ctrlKey, isComposing: event.nativeEvent.isComposing }
          if (isComposing(pressed, performance.now(), composition.current) || !isCreateKey(pressed)) return
          event.preventDefault()
          event.stopPropagation()
          onCreate()
        }}
        {...rest}
      />
      {wrong && (
        <p id={`${id}-wrong`} className="text-14 text-stop">
          {wrong}
        </p>
      )}
    </div>
  )
}
