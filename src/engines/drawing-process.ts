// A child process that draws, as seen from its parent: started on demand, kept warm, replaced when it hangs or grows.

import { fork, type ChildProcess } from 'node:child_process'
import { EngineFault } from '../core/errors.ts'
import type { Pixels } from '../core/ports.ts'
import type { DrawingJob, FromChild, Step, ToChild } from './drawing-messages.ts'

export interface ChildLimits {
  /** Milliseconds without a sign of life while drawing until it counts as hung. */
  stallMilliseconds: number
  /** Milliseconds until the graphs must be loaded. */
  loadMilliseconds: number
  /** Bytes; a process that holds more after an order is replaced before the next. */
  memoryBytes: number
}

export const usualLimits: ChildLimits = { stallMilliseconds: 20_000, loadMilliseconds: 60_000, memoryBytes: 900 * 1024 * 1024 }

export interface Hearing {
  warming(): void
  step(picture: number, step: Step): void
}

export interface DrawingProcess<Job extends DrawingJob> {
  /** Starts it if need be; resolves when the model is loaded. @throws what `broken` makes, EngineFault */
  warm(): Promise<void>
  isWarm(): boolean
  /** One order at a time; further ones wait. @throws EngineFault, what `broken` makes, or the signal's reason */
  draw(job: Job, hear: Hearing, signal: AbortSignal): Promise<Pixels[]>
  /** Of the living child, for watching it from outside. */
  pid(): number | undefined
  close(): Promise<void>
}

export interface DrawingOptions<Load> {
  /** Begins the sentences of its faults, e.g. `The painter`. */
  name: string
  /** The file that the child runs: it calls `serveDrawing`. */
  program: string
  load: Load
  limits: ChildLimits
  /** The error for a model that cannot be used. */
  broken(reason: string): Error
}

interface Child {
  process: ChildProcess
  ready: Promise<void>
  isReady: boolean
  /** Resolves when it has ended, whyever. */
  ended: Promise<void>
}

export function createDrawingProcess<Load, Job extends DrawingJob>(options: DrawingOptions<Load>): DrawingProcess<Job> {
  const { name, limits } = options
  let child: Child | undefined
  let line: Promise<void> = Promise.resolve()
  let orders = 0
  let closed = false

  function living(): Child {
    if (closed) throw new EngineFault(`${name} is closed.`, 'engine_unavailable')
    if (child) return child
    const started = startChild(options)
    child = started
    const forget = () => {
      if (child === started) child = undefined
    }
    started.ready.catch(forget)
    void started.ended.then(forget)
    return started
  }

  function retire(old: Child): void {
    if (child === old) child = undefined
    old.process.kill('SIGKILL')
  }

  async function warmed(hear: Hearing, signal: AbortSignal): Promise<Child> {
    const running = living()
    if (!running.isReady) hear.warming()
    await orAborted(running.ready, signal)
    return running
  }

  return {
    async warm() {
      await living().ready
    },
    isWarm: () => child?.isReady ?? false,
    async draw(job, hear, signal) {
      // The next in line starts when the child is idle again, which after a stop is later than this one's answer.
      const turn = line
      const { promise: idle, resolve: release } = Promise.withResolvers<void>()
      line = turn.then(() => idle)
      let running: Child
      try {
        await orAborted(turn, signal)
        running = await warmed(hear, signal)
      } catch (error) {
        release()
        throw error
      }
      const drawing = drawOn(running, { kind: 'draw', order: ++orders, job }, hear, signal, options)
      void drawing.idle.then((memory) => {
        if (memory > limits.memoryBytes) retire(running)
        release()
      })
      return drawing.pictures
    },
    pid: () => child?.process.pid,
    async close() {
      closed = true
      const last = child
      if (!last) return
      retire(last)
      await last.ended
    },
  }
}

function startChild<Load>({ name, program, load, limits, broken }: DrawingOptions<Load>): Child {
  // Nothing is inherited: no environment, no streams, no flags. Whatever the child has to say comes by messages.
  const process = fork(program, { env: {}, execArgv: ['--max-old-space-size=512'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
  const ended = new Promise<void>((resolve) => {
    process.once('exit', () => resolve())
    process.once('error', () => resolve())
  })
  const child: Child = { process, ended, isReady: false, ready: Promise.resolve() }
  child.ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => process.kill('SIGKILL'), limits.loadMilliseconds)
    process.on('message', (message: FromChild) => {
      if (message.kind === 'broken') reject(broken(message.reason))
      if (message.kind !== 'ready') return
      clearTimeout(timer)
      child.isReady = true
      resolve()
    })
    void ended.then(() => {
      clearTimeout(timer)
      reject(new EngineFault(`${name}’s process ended while loading the model.`))
    })
  })
  // Whoever waits for it hears of it; nobody may be waiting.
  child.ready.catch(() => undefined)
  send<Load>(process, { kind: 'load', load })
  return child
}

/** `idle` resolves, with the child's memory in bytes, when the child has stopped working on this order or has ended. */
function drawOn<Job extends DrawingJob>(child: Child, order: Extract<ToChild<never, Job>, { kind: 'draw' }>, hear: Hearing, signal: AbortSignal, { name, limits }: DrawingOptions<unknown>) {
  const { stallMilliseconds } = limits
  const done = Promise.withResolvers<Pixels[]>()
  const idle = Promise.withResolvers<number>()
  const pictures: Pixels[] = []
  const hung = () => child.process.kill('SIGKILL')
  let timer = setTimeout(hung, stallMilliseconds)

  const cancel = () => {
    send(child.process, { kind: 'cancel', order: order.order })
    done.reject(signal.reason)
  }
  const stop = (memory: number) => {
    clearTimeout(timer)
    signal.removeEventListener('abort', cancel)
    child.process.off('message', listen)
    idle.resolve(memory)
  }
  const listen = (message: FromChild) => {
    if (!('order' in message) || message.order !== order.order) return
    clearTimeout(timer)
    timer = setTimeout(hung, stallMilliseconds)
    if (message.kind === 'picture') pictures.push(message.pixels)
    if (message.kind === 'step' && !signal.aborted) hear.step(message.picture, message)
    if (message.kind !== 'over') return
    stop(message.memory)
    if (message.how === 'done') done.resolve(pictures)
    else done.reject(new EngineFault(`${name} could not draw this (${message.reason ?? message.how}).`))
  }
  void child.ended.then(() => {
    stop(0)
    done.reject(new EngineFault(`${name}’s process ended while drawing.`))
  })
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  child.process.on('message', listen)
  send(child.process, order)
  return { pictures: done.promise, idle: idle.promise }
}

/** A channel that has just closed is no error here: the end of the child is heard of anyway. */
function send<Load>(process: ChildProcess, message: ToChild<Load, DrawingJob>): void {
  if (process.connected) process.send(message, () => undefined)
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason as Error)
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
