// Serves the built studio from a listing made at the start, so that no path can lead out of its folder.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Charter } from '../charter/schema.ts'
import type { Ask } from './ask.ts'
import { openPage } from './studio-page.ts'
import { ensureSession } from './studio/session.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** What the studio's pages may load: their own files, and pictures that they make themselves. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export interface StudioFiles {
  /** The file under this path, the page itself for a path of the studio's own, or undefined. */
  answer(ask: Ask, path: string): Promise<Response | undefined>
}

export function openStudio(folder: string | undefined): StudioFiles {
  const files = new Map<string, string>()
  if (folder && existsSync(folder)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !types[extname(entry.name)]) continue
      const file = join(entry.parentPath, entry.name)
      files.set(`/${relative(folder, file).split(sep).join('/')}`, file)
    }
  }
  const page = folder ? openPage(folder) : undefined
  const squeezed = new Map<string, Promise<Buffer>>()
  return {
    async answer(ask, path) {
      const own = path === '/' || path === '/index.html' ? undefined : files.get(path)
      if (own) return squeezedAnswer(ask.request, squeezed, { name: own, kind: own, read: () => readFile(own) }, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      if (!page || !isPage(ask.request, path)) return undefined
      // A visitor's session begins with their first look at the studio.
      const { caller, cookie } = await ensureSession(ask)
      const text = Buffer.from(await page.write(ask, caller, path))
      const kind = createHash('sha256').update(text).digest('hex')
      const answer = await squeezedAnswer(ask.request, squeezed, { name: 'index.html', kind, read: async () => text }, 'no-store')
      answer.headers.set('permissions-policy', permissionsPolicy(ask.parts.charter))
      if (cookie) answer.headers.set('set-cookie', cookie)
      return answer
    },
  }
}

/** A device is let through only where the charter has it on; the page asks the person before it uses it. */
function permissionsPolicy({ devices }: Charter): string {
  const own = { camera: devices.camera.enabled, 'display-capture': devices.screen.enabled, geolocation: false, microphone: devices.microphone.enabled, payment: false, usb: false }
  return Object.entries(own).map(([feature, on]) => `${feature}=(${on ? 'self' : ''})`).join(', ')
}

/** Addresses of the studio's pages have no dot and are none of the API's. */
function isPage(request: Request, path: string): boolean {
  const asksForPage = /text\/html|\*\/\*/.test(request.headers.get('accept') ?? '*/*')
  return asksForPage && !path.includes('.') && !/^\/(v1|i|assets)(\/|$)/.test(path) || path === '/index.html'
}

/** Worth compressing: what is text. Nothing that a caller wrote or made is in these files, so their length tells nothing of it. */
const text = ['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest']
const ways = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes, { level: 9 }),
}

interface Squeezable {
  /** By its ending the type is known. */
  name: string
  /** The same for the same bytes. */
  kind: string
  read(): Promise<Buffer>
}

/** Each is compressed once for as long as the server runs. */
async function squeezedAnswer(request: Request, squeezed: Map<string, Promise<Buffer>>, { name, kind, read }: Squeezable, caching: string): Promise<Response> {
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').map((one) => one.trim())
  const isText = text.includes(extname(name))
  const way = isText && (['br', 'gzip'] as const).find((one) => accepted.includes(one))
  const headers = headersOf(name, caching, isText ? { vary: 'accept-encoding' } : {})
  if (!way) return new Response(new Uint8Array(await read()), { headers })
  const key = `${way} ${kind}`
  const bytes = squeezed.get(key) ?? read().then(ways[way])
  squeezed.set(key, bytes)
  bytes.catch(() => squeezed.delete(key))
  return new Response(new Uint8Array(await bytes), { headers: { ...headers, 'content-encoding': way } })
}

function headersOf(file: string, caching: string, headers: Record<string, string>): Record<string, string> {
  return { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': pagePolicy, 'cache-control': caching, ...headers }
}
