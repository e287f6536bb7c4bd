// Opens what people send in a process of its own, with little memory and little time, that ends afterwards.

import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Stated } from '../core/errors.ts'
import type { Bytes, ImageFormat, OpenedUpload, Pixels, UploadFault, UploadLimits } from '../core/ports.ts'
import { createGate } from './gate.ts'

export interface ChildLimits {
  /** Most milliseconds from start to answer. */
  milliseconds: number
  /** Most megabytes of memory, all of the process. */
  megabytes: number
  /** Most bytes of a file that is handed over at all. */
  fileBytes: number
}

export const usualLimits: ChildLimits = { milliseconds: 20_000, megabytes: 700, fileBytes: 33_554_432 }

/** A picture as somebody sent it: its pixels upright, without colour profile, transparency on white. */
export interface DecodedPicture extends Pixels {
  format: ImageFormat
  /** Pixels that could be seen through, as a part of all. */
  transparent: number
}

/** What a child sends back. */
export type ChildAnswer<T> = { done: true; value: T } | { done: false }

export const decodeProcess = join(import.meta.dirname, 'decode-process.ts')
const unreadable = (): Stated =>
  new Stated('field_invalid', { field: 'image', reason: 'it is not a whole PNG, JPEG or WebP picture, or it is too large' }, 'image')

/** @throws Stated `field_invalid` for anything that does not decode within the limits */
export function decodeLimited(file: Bytes, limits: ChildLimits = usualLimits): Promise<DecodedPicture> {
  return runLimited<DecodedPicture>(decodeProcess, { file }, limits)
}

/** Each takes a process with its memory. */
const uploads = createGate(2, 64, 'uploads_busy')
const uploadsProcess = join(import.meta.dirname, 'uploads-process.ts')
/** Milliseconds for each file beside the first. */
const eachFurther = 3_000

/** All files in one process, in their order. @throws Stated `upload_costly`, `uploads_busy` */
export function openLimited(files: readonly Bytes[], within: UploadLimits, limits: ChildLimits = usualLimits): Promise<Array<OpenedUpload | UploadFault>> {
  const milliseconds = limits.milliseconds + eachFurther * (files.length - 1)
  return uploads.run(() => runLimited(uploadsProcess, { files, limits: within }, { ...limits, milliseconds }, () => new Stated('upload_costly')))
}

/**
 * Starts `entry` in a fresh process, hands it one message and gives back its answer. The process may read the
 * program's own folder and nothing else, writes nothing, starts nothing, and has no variables of the environment.
 * @throws Stated `fault` (usual: `field_invalid`) when it fails, dies, grows too large or takes too long
 */
export async function runLimited<T>(entry: string, message: { file?: Bytes } & Record<string, unknown>, limits: ChildLimits = usualLimits, fault = unreadable): Promise<T> {
  if (message.file && message.file.length > limits.fileBytes) throw fault()
  const child = startLimited(entry, limits)
  const watch = watchMemory(child, limits.megabytes)
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.milliseconds)
  try {
    const answer = await answerOf<T>(child, message)
    if (!answer?.done) throw fault()
    return answer.value
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    child.kill('SIGKILL')
  }
}

/** The process alone: whoever starts it hands it something, watches it and ends it. */
export function startLimited(entry: string, limits: ChildLimits, words: readonly string[] = []): ChildProcess {
  return fork(entry, words, {
    execArgv: [...permissions, `--max-old-space-size=${Math.round(limits.megabytes / 2)}`, '--disable-warning=ExperimentalWarning', '--disable-warning=SecurityWarning'],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

const projectFolder = join(import.meta.dirname, '../..')
const permissions = ['--permission', `--allow-fs-read=${projectFolder}`, '--allow-addons', '--allow-wasi']

/** undefined when the process ended without one. */
function answerOf<T>(child: ChildProcess, message: unknown): Promise<ChildAnswer<T> | undefined> {
  return new Promise((resolve) => {
    child.once('message', (answer) => resolve(answer as ChildAnswer<T>))
    child.once('exit', () => resolve(undefined))
    child.once('error', () => resolve(undefined))
    child.send(message as object, (error) => error && resolve(undefined))
  })
}

/** The heap has its own limit; pixels live outside of it. Only Linux tells the size of another process this way. */
export function watchMemory(child: ChildProcess, megabytes: number): NodeJS.Timeout {
  return setInterval(() => {
    readFile(`/proc/${child.pid}/statm`, 'utf8').then(
      (text) => {
        const resident = (Number(text.split(' ')[1]) * 4096) / 1_048_576
        if (resident > megabytes) child.kill('SIGKILL')
      },
      () => undefined,
    )
  }, 50)
}
