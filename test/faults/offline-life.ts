// The whole life of a picture under the charter `local`, run by itself so that it can be put where there is no network.

import { once } from 'node:events'
import { createConnection } from 'node:net'
import { startProgram } from './program.ts'

/** What it could do, one word each; and whether it could reach anything outside. */
export interface OfflineLife {
  done: string[]
  reached: boolean
}

async function live(home: string): Promise<OfflineLife> {
  const done: string[] = []
  const program = await startProgram(home, { GESSO_CHARTER: 'local' })
  const ask = async (path: string, method = 'GET', body?: unknown): Promise<Response> => {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(program.address + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  try {
    await program.ready(90_000)
    done.push('start')
    const openai = (await (await ask('/v1/images/generations', 'POST', { prompt: 'a red fox', seed: 7 })).json()) as { data: Array<{ id: string; b64_json: string }> }
    if (openai.data[0]?.b64_json) done.push('openai')
    const { id } = (await (await ask('/v1/generations', 'POST', { prompt: 'a blue boat', pictures: 2 })).json()) as { id: string }
    const events = await (await ask(`/v1/generations/${id}/events`)).text()
    if (events.includes('"ended"')) done.push('events')
    const generation = (await (await ask(`/v1/generations/${id}`)).json()) as { state: string; images: Array<{ id: string; url: string }> }
    const [first] = generation.images
    if (generation.state === 'finished' && first && (await (await ask(first.url)).arrayBuffer()).byteLength > 100) done.push('picture')
    const link = (await (await ask(`/v1/images/${first?.id}/link`, 'POST', {})).json()) as { url: string }
    await ask(new URL(link.url, program.address).pathname)
    done.push('link')
    await ask(`/v1/images/${first?.id}`, 'DELETE')
    done.push('delete')
    for (const path of ['/v1/models', '/v1/session', '/v1/trust', '/v1/generations']) await ask(path)
    done.push('reading')
    return { done, reached: await reaches('192.0.2.1') }
  } finally {
    await program.stop()
  }
}

/** An address set aside for documentation: where there is a network, trying it takes time; where there is none, it fails at once. */
async function reaches(host: string): Promise<boolean> {
  if (process.argv[3] !== 'isolated') return false
  const socket = createConnection({ host, port: 9 })
  const outcome = await Promise.race([once(socket, 'connect').then(() => 'connected', (error: NodeJS.ErrnoException) => error.code), new Promise((resolve) => setTimeout(() => resolve('silence'), 2_000))])
  socket.destroy()
  return outcome !== 'ENETUNREACH'
}

if (import.meta.main) {
  const result = await live(process.argv[2] ?? '')
  console.log(JSON.stringify(result))
  process.exit(0)
}
