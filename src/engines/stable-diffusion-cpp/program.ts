// An sd-server as a child of this process: started on demand, listened to, ended and started anew to stop a drawing.

import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { EngineFault } from '../../core/errors.ts'

export interface ProgramOptions {
  program: string
  arguments: readonly string[]
  /** Milliseconds until it must answer after a start; large models load for minutes. */
  loadMilliseconds: number
  /** Whether it answers at this address. */
  answers(base: string): Promise<boolean>
}

export interface Program {
  /** Its address, once it answers. @throws EngineFault */
  running(signal: AbortSignal): Promise<string>
  /** Hears steps from its output until the answer is called. */
  listen(hear: (step: number, steps: number) => void): () => void
  isRunning(): boolean
  pid(): number | undefined
  /** Ends it; the next `running` starts another. */
  end(): Promise<void>
}

interface Child {
  process: ChildProcess
  ready: Promise<string>
  ended: Promise<void>
}

export function createProgram({ program, arguments: args, loadMilliseconds, answers }: ProgramOptions): Program {
  const hearers = new Set<(step: number, steps: number) => void>()
  let child: Child | undefined
  let ending: Promise<void> = Promise.resolve()

  async function start(process: ChildProcess, base: string, ended: Promise<void>): Promise<string> {
    let over = false
    void ended.then(() => (over = true))
    const late = performance.now() + loadMilliseconds
    while (performance.now() < late && !over) {
      if (await answers(base)) return base
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))])
    }
    process.kill('SIGKILL')
    throw new EngineFault(over ? 'The program ended while it started.' : 'The program did not start in time.', 'engine_failed')
  }

  async function launch(): Promise<Child> {
    await ending
    const port = await freePort()
    const all = [...args, '--listen-ip', '127.0.0.1', '--listen-port', String(port), '--disable-image-metadata']
    // No variable of the environment goes along: it needs none, and some are secrets.
    const process = spawn(program, all, { env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<void>((resolve) => {
      process.once('exit', () => resolve())
      process.once('error', () => resolve())
    })
    for (const stream of [process.stdout, process.stderr]) stream.on('data', stepReader((step, steps) => hearers.forEach((hear) => hear(step, steps))))
    const ready = start(process, `http://127.0.0.1:${port}`, ended)
    ready.catch(() => undefined)
    return { process, ready, ended }
  }

  let starting: Promise<Child> | undefined
  return {
    async running(signal) {
      starting ??= launch()
      const own = starting
      const launched = await own
      child = launched
      void launched.ended.then(() => {
        if (starting === own) starting = child = undefined
      })
      return orAborted(launched.ready, signal)
    },
    listen(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    isRunning: () => child !== undefined,
    pid: () => child?.process.pid,
    async end() {
      const last = await starting?.catch(() => undefined)
      starting = child = undefined
      if (!last) return
      last.process.kill('SIGKILL')
      ending = last.ended
      await ending
    },
  }
}

/** Its progress bar: `|=====>     | 3/8 - 2.35s/it`, written over and over in one line. */
function stepReader(hear: (step: number, steps: number) => void): (part: Uint8Array) => void {
  let rest = ''
  return (part) => {
    rest = (rest + new TextDecoder().decode(part)).slice(-400)
    const lines = rest.split(/[\r\n]/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, step, steps] = /\|\s*(\d{1,4})\/(\d{1,4})\s*-/.exec(line) ?? []
      if (step && steps) hear(Number(step), Number(steps))
    }
  }
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
