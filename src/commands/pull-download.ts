// Fetches one large file so that what stands there in the end is whole and right: resumed after cuts, checked by its SHA-256.

import { createHash } from 'node:crypto'
import { createReadStream, openSync, writeSync, closeSync, ftruncateSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import type { Door, FetchOptions } from '../outbound/door.ts'
import { Failure } from './exit.ts'

export interface Wanted {
  url: string
  size: number
  /** What it must be, as the hub says: its SHA-256 or, of small text, its git object id. A file with neither is not fetched. */
  sha256?: string
  gitId?: string
  /** The hub's own state that it belongs to. */
  revision?: string
}

export interface DownloadOptions {
  reach: Door['fetch']
  /** Bytes there so far, of all. */
  tell(bytes: number, size: number): void
  /** Waits before another try. */
  pause(milliseconds: number): Promise<void>
  /** Milliseconds of silence after which a connection counts as lost. */
  stallMilliseconds?: number
}

/** Tries in a row that bring nothing new until it gives up. */
const mostTries = 6
const mostRedirects = 5

/** @throws Failure; what came so far stays in `<file>.part` for the next call */
export async function download(wanted: Wanted, file: string, options: DownloadOptions): Promise<void> {
  const part = `${file}.part`
  let wrong = 0
  for (let tries = 0; tries < mostTries; tries++) {
    const before = await sizeOf(part)
    if (before < wanted.size) await fetchRest(wanted, part, before, options).catch((error: unknown) => {
      if (error instanceof Failure) throw error
    })
    const now = await sizeOf(part)
    if (now >= wanted.size) {
      if (now === wanted.size && (await isAsSaid(part, wanted))) return rename(part, file)
      // What is wrong cannot be resumed; a second time it is not chance.
      await rm(part, { force: true })
      if (++wrong === 2) throw new Failure('failed', `${wanted.url} is not what it should be: its ${wanted.sha256 ? 'SHA-256' : 'git object id'} is another one than ${wanted.sha256 ?? wanted.gitId}. Nothing of it was kept.`)
      continue
    }
    if (now > before) tries = -1
    await options.pause(Math.min(30_000, 500 * 2 ** Math.max(0, tries)))
  }
  throw new Failure('unreachable', `${wanted.url} could not be fetched. What came so far is kept; the same command goes on from there.`)
}

async function fetchRest({ url, size }: Wanted, part: string, have: number, { reach, tell, stallMilliseconds = 30_000 }: DownloadOptions): Promise<void> {
  const lost = new AbortController()
  let timer = setTimeout(() => lost.abort(), stallMilliseconds)
  const out = openSync(part, have > 0 ? 'r+' : 'w')
  let at = have
  const hear: FetchOptions['hear'] = (bytes, status) => {
    clearTimeout(timer)
    timer = setTimeout(() => lost.abort(), stallMilliseconds)
    if (status !== 200 && status !== 206) return
    // A server that does not resume sends all of it.
    if (status === 200 && at === have && have > 0) {
      at = 0
      ftruncateSync(out, 0)
    }
    at += writeSync(out, bytes, 0, bytes.length, at)
    tell(at, size)
  }
  try {
    // A packed answer has another length than the file.
    const headers: Record<string, string> = { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) }
    const answer = await follow(reach, url, { headers, signal: lost.signal, mostBytes: size + 1, keep: false, hear })
    if (![200, 206, 416].includes(answer.status) && answer.status < 500 && answer.status !== 429) throw new Failure('unreachable', `${url} answered ${answer.status}.`)
    if (answer.status === 416) ftruncateSync(out, 0)
  } finally {
    clearTimeout(timer)
    closeSync(out)
  }
}

/** Goes where it is sent, each time through the door, which knows which hosts are meant. */
export async function follow(reach: Door['fetch'], url: string, options: FetchOptions): Promise<Response> {
  let at = url
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const answer = await reach(at, 'pull', options)
    const to = answer.headers.get('location')
    if (![301, 302, 303, 307, 308].includes(answer.status) || !to) return answer
    at = new URL(to, at).href
  }
  throw new Failure('unreachable', `${url} leads in circles.`)
}

const sizeOf = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => 0)

/** Whether a whole file is what the hub says it must be. */
export async function isAsSaid(file: string, { sha256, gitId, size }: Wanted): Promise<boolean> {
  if (sha256 !== undefined) return (await sha256Of(file)) === sha256
  return gitId !== undefined && (await digestOf(file, 'sha1', `blob ${size}\0`)) === gitId
}

export const sha256Of = (file: string): Promise<string> => digestOf(file, 'sha256')

/** git's object id is a digest with a line before the content. */
function digestOf(file: string, kind: 'sha256' | 'sha1', before = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash(kind).update(before)
    createReadStream(file, { highWaterMark: 1_048_576 }).on('data', (part) => hash.update(part)).on('error', reject).on('end', () => resolve(hash.digest('hex')))
  })
}
