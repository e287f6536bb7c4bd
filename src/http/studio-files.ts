// Serves the built studio from a listing made at the start, so that no path can lead out of its folder.

import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Ask } from './ask.ts'
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
  return {
    async answer(ask, path) {
      const own = path === '/' || path === '/index.html' ? undefined : files.get(path)
      if (own) return fileAnswer(own, path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      const page = files.get('/index.html')
      if (!page || !isPage(ask.request, path)) return undefined
      // A visitor's session begins with their first look at the studio.
      const { cookie } = await ensureSession(ask)
      return fileAnswer(page, cookie ? 'no-store' : 'no-cache', cookie ? { 'set-cookie': cookie } : {})
    },
  }
}

/** Addresses of the studio's pages have no dot and are none of the API's. */
function isPage(request: Request, path: string): boolean {
  const asksForPage = /text\/html|\*\/\*/.test(request.headers.get('accept') ?? '*/*')
  return asksForPage && !path.includes('.') && !/^\/(v1|i|assets)(\/|$)/.test(path) || path === '/index.html'
}

async function fileAnswer(file: string, caching: string, headers: Record<string, string> = {}): Promise<Response> {
  const bytes = await readFile(file)
  return new Response(bytes, {
    headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-security-policy': pagePolicy, 'cache-control': caching, ...headers },
  })
}
