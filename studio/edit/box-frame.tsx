// The box before it is put down: dragged by hand, or moved and resized with the arrow keys.

import type { KeyboardEvent } from 'react'
import { speak } from '../shell/speaking.ts'
import { createStore, useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { addStep } from './editor-state.ts'
import type { Rect } from './mask-plane.ts'
import type { Size } from './mask-steps.ts'

export const boxFrame = createStore<Rect | undefined>(undefined)

/** A quarter of the picture in its middle. */
export function firstFrame({ width, height }: Size): Rect {
  return { left: Math.round(width / 4), top: Math.round(height / 4), width: Math.round(width / 2), height: Math.round(height / 2) }
}

const arrows: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** Arrows move, with Shift they resize, with Alt by single pixels; Enter adds, Backspace takes away, Escape drops. */
export function moveBox(event: KeyboardEvent, picture: Size): void {
  const frame = boxFrame.get()
  const arrow = arrows[event.key]
  if (arrow) {
    const step = event.altKey ? 1 : Math.max(4, Math.round(Math.max(picture.width, picture.height) / 64))
    boxFrame.set(frame ? shifted(frame, arrow, step, event.shiftKey, picture) : firstFrame(picture))
  } else if (frame && (event.key === 'Enter' || event.key === 'Backspace') && !event.ctrlKey && !event.metaKey) {
    addStep({ kind: 'box', add: event.key === 'Enter', ...frame })
    boxFrame.set(undefined)
  } else if (frame && event.key === 'Escape') boxFrame.set(undefined)
  else return
  event.preventDefault()
  event.stopPropagation()
  const now = boxFrame.get()
  if (now) speak(`${now.left}, ${now.top}; ${now.width} × ${now.height}`)
}

function shifted(frame: Rect, [x, y]: [number, number], step: number, resize: boolean, picture: Size): Rect {
  if (resize) {
    return { ...frame, width: clamp(frame.width + x * step, 1, picture.width - frame.left), height: clamp(frame.height + y * step, 1, picture.height - frame.top) }
  }
  return { ...frame, left: clamp(frame.left + x * step, 0, picture.width - frame.width), top: clamp(frame.top + y * step, 0, picture.height - frame.height) }
}

export function BoxFrame({ picture, scale }: { picture: Size; scale: number }) {
  const { t } = useWords()
  const frame = useStore(boxFrame)
  if (!frame) return null
  const part = (length: number, of: number) => `${(100 * length) / of}%`
  return (
    <div
      className="pointer-events-none absolute border-2 border-dashed border-[#fff] outline outline-[#1d1a16]"
      style={{ left: part(frame.left, picture.width), top: part(frame.top, picture.height), width: part(frame.width, picture.width), height: part(frame.height, picture.height) }}
      data-box
    >
      <span className="absolute top-1 left-1 rounded-full bg-[#1d1a16]/75 px-2 text-12 text-[#fff] tabular-nums">
        {Math.round(frame.width)} × {Math.round(frame.height)}
        {frame.width * scale > 220 && <span> · {t('edit.boxEnter')}</span>}
      </span>
    </div>
  )
}
