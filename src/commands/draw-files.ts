// Where the pictures of a `gesso draw` call go.

import { access, stat } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import type { ImageFormat } from '../core/ports.ts'
import { Failure } from './exit.ts'

const formats: Record<string, ImageFormat> = { '.png': 'png', '.jpg': 'jpeg', '.jpeg': 'jpeg', '.webp': 'webp' }

/** By the extension; PNG without one. @throws Failure `usage` */
export function formatOf(out: string | undefined): ImageFormat {
  const extension = extname(out ?? '').toLowerCase()
  const format = extension === '' ? 'png' : formats[extension]
  if (!format) throw new Failure('usage', `Pictures are written as .png, .jpg or .webp, not as "${extension}".`)
  return format
}

/** Looks before anything is drawn. Without -o nothing that exists is overwritten. @throws Failure `usage` */
export async function planFiles(out: string | undefined, count: number): Promise<{ nameOf(number: number): string }> {
  if (out === undefined) return numbered(await freeName(count), '.png', count)
  const found = await stat(out).catch(() => undefined)
  if (found?.isDirectory() || /[/\\]$/.test(out)) throw new Failure('usage', `${out} is a folder. Give a file name, e.g. -o ${out.replace(/[/\\]+$/, '')}/picture.png`)
  const folder = dirname(out)
  const place = await stat(folder).catch(() => undefined)
  if (!place?.isDirectory()) throw new Failure('usage', `The folder ${folder} does not exist. Make it first.`)
  const extension = extname(out)
  return numbered(extension === '' ? out : out.slice(0, -extension.length), extension === '' ? '.png' : extension, count)
}

function numbered(stem: string, extension: string, count: number): { nameOf(number: number): string } {
  return { nameOf: (number) => (count > 1 ? `${stem}-${number + 1}${extension}` : `${stem}${extension}`) }
}

async function freeName(count: number): Promise<string> {
  for (let tries = 1; ; tries++) {
    const stem = tries === 1 ? 'gesso' : `gesso-${tries}`
    const { nameOf } = numbered(stem, '.png', count)
    const taken = await Promise.all(Array.from({ length: count }, (_, number) => access(nameOf(number)).then(() => true, () => false)))
    if (!taken.includes(true)) return stem
  }
}
