// Z.ai and BigModel as their documents describe them (protocols A.2 to A.4), with a store of pictures at another address.

import { listenAs, sendJson, type Vendor } from './listen.ts'
import { pictureFile } from './picture.ts'

export interface ZaiOptions {
  key?: string
  /** Where its addresses of pictures lead: its own server, or somewhere else. */
  pictures?: (path: string) => string
  /** Sizes below the documented ones, so that a suite of many pictures is quick. */
  small?: boolean
}

/** Codes and statuses of A.4. A prompt that holds `code 1302` is answered with it. */
const statusOf: Record<string, number> = { 1000: 401, 1113: 429, 1210: 400, 1211: 400, 1214: 400, 1234: 500, 1261: 400, 1301: 400, 1302: 429, 1305: 429 }

export async function createZaiVendor({ key, pictures, small = false }: ZaiOptions = {}): Promise<Vendor> {
  const kept = new Map<string, Buffer>()
  const tasks = new Map<string, { polls: number; path: string; body: any }>()
  const fail = (reply: Parameters<typeof sendJson>[0], code: string, more = {}) => sendJson(reply, statusOf[code] ?? 500, { error: { code, message: 'in words' }, ...more })

  return listenAs(async (asked, reply, vendor) => {
    const stored = kept.get(asked.path)
    if (stored) return void reply.writeHead(200, { 'content-type': 'image/png' }).end(stored)
    if (key && asked.headers.authorization !== `Bearer ${key}`) return fail(reply, '1000')
    const found = /^\/api\/paas\/v4\/async-result\/(.+)$/.exec(asked.path)
    if (found) {
      const task = tasks.get(found[1]!)
      if (!task) return fail(reply, '1210')
      if (task.polls++ < 1) return sendJson(reply, 200, { model: task.body.model, task_status: 'PROCESSING', request_id: 'r' })
      if (String(task.body.prompt).includes('fail later')) return sendJson(reply, 200, { model: task.body.model, task_status: 'FAIL', request_id: 'r' })
      return sendJson(reply, 200, { model: task.body.model, task_status: 'SUCCESS', request_id: 'r', image_result: [{ url: addressOf(vendor, task.path) }] })
    }
    const body = JSON.parse(asked.body.toString())
    const code = /code (\d{4})/.exec(body.prompt)?.[1]
    if (code === '1301') return fail(reply, code, { contentFilter: [{ role: 'user', level: 1 }] })
    if (code) return fail(reply, code)
    const [width, height] = String(body.size).split('x').map(Number) as [number, number]
    if (!fits(body.model, width, height, small)) return fail(reply, '1214')
    const file = await pictureFile([body.model, body.prompt, kept.size], width, height)
    const path = `/pictures/${kept.size}.png`
    kept.set(path, vendor.trouble === 'cut-picture' ? file.subarray(0, 200) : file)
    if (asked.path === '/api/paas/v4/async/images/generations') {
      const id = `task-${tasks.size}`
      tasks.set(id, { polls: 0, path, body })
      return sendJson(reply, 200, { model: body.model, id, request_id: 'r', task_status: 'PROCESSING' })
    }
    if (asked.path !== '/api/paas/v4/images/generations') return fail(reply, '1222')
    const level = /level (\d)/.exec(body.prompt)?.[1]
    const filter = level === undefined ? {} : { content_filter: [{ role: 'assistant', level: Number(level) }] }
    const data = body.prompt.includes('nothing') ? [] : [{ url: addressOf(vendor, path) }]
    sendJson(reply, 200, { created: 1_760_335_349, data, ...filter })
  })

  function addressOf(vendor: Vendor, path: string): string {
    return pictures ? pictures(path) : `${vendor.url}${path}`
  }
}

/** The rules of A.2; recommended sizes of glm-image go below its smallest side. */
function fits(model: string, width: number, height: number, small: boolean): boolean {
  if (small) return true
  const glm = model === 'glm-image'
  const [multiple, least, area] = glm ? [32, 960, 4_194_304] : [16, 512, 2_097_152]
  return [width, height].every((side) => side % multiple === 0 && side >= least && side <= 2048) && width * height <= area
}
