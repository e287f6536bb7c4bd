// A limited process that stays for a while and decodes one file after the other; whatever goes wrong ends it, and the next file gets a fresh one.

import type { ChildProcess } from 'node:child_process'
import type { Bytes } from '../core/ports.ts'
import { decodeProcess, startLimited, usualLimits, watchMemory, type ChildAnswer, type ChildLimits, type DecodedPicture } from './limited-child.ts'

export interface StandingChild {
  /** undefined for anything but a whole PNG, JPEG or WebP picture within the limits. */
  decode(file: Bytes): Promise<DecodedPicture | undefined>
  close(): void
}

/** Milliseconds without work after which it ends. */
const idle = 5_000

export function createStandingChild(limits: ChildLimits = usualLimits): StandingChild {
  let child: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  let rest: NodeJS.Timeout | undefined

  function end(): void {
    child?.kill('SIGKILL')
    child = undefined
  }

  async function decode(file: Bytes): Promise<DecodedPicture | undefined> {
    if (file.length > limits.fileBytes) return undefined
    clearTimeout(rest)
    const own = (child ??= startLimited(decodeProcess, limits, ['stay']))
    own.ref()
    const watch = watchMemory(own, limits.megabytes)
    const timer = setTimeout(() => own.kill('SIGKILL'), limits.milliseconds)
    const answer = await answerOf(own, file)
    clearTimeout(timer)
    clearInterval(watch)
    // What did not decode may have done something to the process that tried.
    if (!answer?.done) end()
    else {
      own.unref()
      rest = setTimeout(end, idle)
      rest.unref()
    }
    return answer?.done ? answer.value : undefined
  }

  return {
    decode(file) {
      const next = last.then(() => decode(file))
      last = next.catch(() => undefined)
      return next
    },
    close() {
      clearTimeout(rest)
      end()
    },
  }
}

/** undefined when the process ended without one. */
function answerOf(child: ChildProcess, file: Bytes): Promise<ChildAnswer<DecodedPicture> | undefined> {
  return new Promise((resolve) => {
    const over = (answer?: ChildAnswer<DecodedPicture>): void => {
      child.off('message', hear)
      child.off('exit', gone)
      child.off('error', gone)
      resolve(answer)
    }
    const hear = (answer: unknown): void => over(answer as ChildAnswer<DecodedPicture>)
    const gone = (): void => over()
    child.on('message', hear)
    child.on('exit', gone)
    child.on('error', gone)
    child.send({ file }, (error) => error && over())
  })
}
