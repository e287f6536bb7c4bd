// References between the tray and the server's sealed draft: read as they are, made smaller where they are huge.

import { references, trayOpen, type ReferenceSet } from '../make/references.ts'
import { readDraft, removeDraft, writeDraft } from './edit-calls.ts'

const draftName = 'make'
/** A draft has room for so many characters. */
const mostCharacters = 11_000_000
/** Larger files are drawn anew at this longest side, which is as much as any model here looks at. */
const largeFile = 3_000_000
const longestSide = 2048

let timer: ReturnType<typeof setTimeout> | undefined
let opened = false

/** What was brought before a reload; once. */
export async function openReferences(): Promise<void> {
  if (opened || (history.state as { references?: boolean } | null)?.references !== true) return
  opened = true
  const kept = (await readDraft(draftName).catch(() => undefined)) as Partial<ReferenceSet> | undefined
  const pictures = Array.isArray(kept?.pictures) ? kept.pictures.filter((one) => typeof one === 'string' && one.startsWith('data:image/')) : []
  const strength = typeof kept?.strength === 'number' ? kept.strength : references.get().strength
  if (references.get().pictures.length === 0) references.set({ pictures, strength })
}

/** false = there is no room for it. */
export function keepReferences(change: Partial<ReferenceSet>): boolean {
  const next = { ...references.get(), ...change }
  if (next.pictures.reduce((sum, one) => sum + one.length, 0) > mostCharacters) return false
  opened = true
  references.set(next)
  if (next.pictures.length > 0) trayOpen.set(true)
  history.replaceState({ ...(history.state as object | null), references: next.pictures.length > 0 }, '')
  clearTimeout(timer)
  // What fails is written again with the next change.
  timer = setTimeout(() => void (next.pictures.length > 0 ? writeDraft(draftName, next) : removeDraft(draftName)).catch(() => undefined), 200)
  return true
}

/** @throws for what is no picture */
export async function toPicture(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file)
  const known = /^image\/(png|jpeg|webp)$/.test(file.type)
  if (known && file.size <= largeFile) return readAddress(file)
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.92)
}

function readAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
}
