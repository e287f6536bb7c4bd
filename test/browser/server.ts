// Starts the whole program as people start it, in an empty data folder of its own.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export const checkpoints = {
  /** Draws nonsense in next to no time. */
  tiny: join(root, 'models/tiny'),
  /** What ships; another checkpoint may be tried in its place. */
  painter: process.env['GESSO_PAINTER_FOLDER'] ?? join(root, 'models/painter'),
}

export interface RunningServer {
  address: string
  /** The folder that holds all it keeps. */
  home: string
  /** Stops it, keeps its data, starts it again on the same port. */
  restart(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  close(): Promise<void>
}

/** `charter` = the name of a shipped one, or the path of a file. */
export async function startServer(checkpoint: string, charter = 'local', more: Record<string, string> = {}): Promise<RunningServer> {
  if (!existsSync(join(checkpoint, 'model_index.json'))) throw new Error(`There is no checkpoint in ${checkpoint}.`)
  const home = await mkdtemp(join(tmpdir(), 'gesso-browser-'))
  // Where the tests run as root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(home, 0o711)
  let child: ChildProcess | undefined
  const server: RunningServer = {
    address: '',
    home,
    async start() {
      const started = await launch({ ...more, GESSO_HOME: home, GESSO_CHARTER: charter, GESSO_PAINTER_FOLDER: checkpoint, PORT: server.address ? new URL(server.address).port : '0' })
      child = started.child
      server.address = started.address
    },
    async stop() {
      if (!child || child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
    async restart() {
      await server.stop()
      await server.start()
    },
    async close() {
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

/** Resolves with the address it prints. @throws with all it said when it ends before */
async function launch(settings: Record<string, string>): Promise<{ child: ChildProcess; address: string }> {
  const { DATABASE_URL: _, GESSO_API_KEY: __, ...environment } = process.env
  const child = spawn(process.execPath, ['src/main.ts'], { cwd: root, env: { ...environment, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const address = /https?:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (address) resolve({ child, address })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code} before it was ready. It said:\n${said}`)))
  })
}
