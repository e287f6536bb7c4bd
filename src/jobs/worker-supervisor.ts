// Keeps one worker process alive beside the server: starts it, listens to it, replaces it when it dies or goes silent.

import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Parts } from '../core/ports.ts'
import { answerForKey } from './queue-keys.ts'
import type { FromWorker, ToWorker, WorkerOrders } from './worker-messages.ts'

const entry = join(import.meta.dirname, 'worker-process.ts')
/** Milliseconds of silence after which a worker is taken for stuck. */
const mostSilence = 8_000
/** The same for one that is only being loaded: a busy machine takes its time. */
const mostLoading = 60_000
/** Milliseconds between a death and the next start; doubles with each death in a row, to at most a minute. */
const firstPause = 100

export interface Supervisor {
  /** Resolves when the first worker is at work. */
  started: Promise<void>
  stop(): Promise<void>
}

export function superviseWorker(parts: Parts, orders: Omit<WorkerOrders, 'holder'>): Supervisor {
  let child: ChildProcess | undefined
  let stopping = false
  let pause = firstPause
  let restart: NodeJS.Timeout | undefined
  let tellStarted = () => {}
  const started = new Promise<void>((resolve) => (tellStarted = resolve))

  function begin(): void {
    const worker = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child = worker
    let heardAt = Date.now()
    let loading = true
    const watch = setInterval(() => {
      if (Date.now() - heardAt > (loading ? mostLoading : mostSilence)) worker.kill('SIGKILL')
    }, 1_000)
    watch.unref()
    worker.on('message', (message: FromWorker) => {
      heardAt = Date.now()
      if (message.kind === 'news') parts.announcements.publish(message.event)
      if (message.kind === 'key') void answerForKey(parts.vault, worker, message.name)
      if (message.kind === 'started') {
        loading = false
        pause = firstPause
        tellStarted()
      }
    })
    worker.on('error', () => undefined)
    worker.on('exit', () => {
      clearInterval(watch)
      if (stopping) return
      parts.log.write({ level: 'warning', event: 'worker-replaced' })
      restart = setTimeout(begin, pause)
      pause = Math.min(pause * 2, 60_000)
    })
    worker.send({ kind: 'begin', orders: { ...orders, holder: randomUUID() } } satisfies ToWorker)
  }

  begin()
  return {
    started,
    async stop() {
      stopping = true
      clearTimeout(restart)
      const worker = child
      if (!worker || worker.exitCode !== null || worker.signalCode !== null) return
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      if (worker.connected) worker.send({ kind: 'stop' } satisfies ToWorker)
      const late = setTimeout(() => worker.kill('SIGKILL'), 5_000)
      await exited
      clearTimeout(late)
    },
  }
}
