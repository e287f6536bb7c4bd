// The real program as its own processes: start it, find its pids, read its database and folder behind its back.

import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const project = join(import.meta.dirname, '../..')

export type Role = 'server' | 'worker' | 'engine' | 'postgres'

export interface Program {
  address: string
  home: string
  /** Restarts whenever the server process dies, as a system's supervisor would, until `stop`. */
  pidOf(role: Role): number | undefined
  ready(milliseconds: number): Promise<void>
  restarts(): number
  output(): string
  stop(): Promise<void>
}

export async function startProgram(home: string, environment: Record<string, string> = {}): Promise<Program> {
  const port = environment.PORT ?? String(await freePort())
  const address = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let stopping = false
  let restarts = -1
  let output = ''

  function begin(): void {
    restarts++
    const server = spawn(process.execPath, ['src/main.ts'], {
      cwd: project,
      env: { ...process.env, GESSO_HOME: home, PORT: port, GESSO_PAINTER_FOLDER: 'models/tiny', GESSO_THREADS: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = server
    for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    server.on('exit', () => {
      if (!stopping) setTimeout(begin, 50)
    })
  }

  begin()
  const program: Program = {
    address,
    home,
    restarts: () => restarts,
    output: () => output,
    pidOf: (role) => findPid(role, child?.pid, home),
    async ready(milliseconds) {
      const end = performance.now() + milliseconds
      while (performance.now() < end) {
        const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
        if (answer?.ok) return
        await pause(50)
      }
      throw new Error(`the program was not ready within ${milliseconds} ms:\n${output.slice(-2_000)}`)
    },
    async stop() {
      stopping = true
      const server = child
      if (!server || server.exitCode !== null || server.signalCode !== null) return
      const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
      server.kill('SIGTERM')
      const late = setTimeout(() => server.kill('SIGKILL'), 20_000)
      await exited
      clearTimeout(late)
    },
  }
  return program
}

interface Running {
  pid: number
  parent: number
  command: string
}

/** Every process of this machine, from /proc. */
export function processes(): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/stat`, 'utf8')
        const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1])
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
      } catch {
        return []
      }
    })
}

function findPid(role: Role, server: number | undefined, home: string): number | undefined {
  if (role === 'server') return server
  const all = processes()
  if (role === 'postgres') return all.find((one) => one.command.includes(join(home, 'postgres')) && /bin\/postgres /.test(one.command))?.pid
  const worker = all.find((one) => one.parent === server && one.command.includes('worker-process.ts'))
  if (role === 'worker') return worker?.pid
  return all.find((one) => one.parent === worker?.pid && one.command.includes('engines/painter/'))?.pid
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
