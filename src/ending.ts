// The operator's notice that this server ends: a file in the data folder, written by `gesso decommission announce`.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Places } from './home.ts'

export interface Notice {
  announced_at: string
  /** From then on it may be carried out; until then people can take their things away. */
  not_before: string
}

const noticeOf = (places: Pick<Places, 'home'>): string => join(places.home, 'decommission.json')

export async function writeNotice(places: Pick<Places, 'home'>, notice: Notice): Promise<void> {
  await writeFile(noticeOf(places), `${JSON.stringify(notice, null, 2)}\n`, { flush: true })
}

/** undefined while nothing was announced. */
export async function readNotice(places: Pick<Places, 'home'>): Promise<Notice | undefined> {
  const text = await readFile(noticeOf(places), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { announced_at, not_before } = JSON.parse(text) as Notice
  return { announced_at, not_before }
}
