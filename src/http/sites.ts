// Which host names and which web pages may use this server: against DNS rebinding and requests forged by other sites.

import { Stated } from '../core/errors.ts'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** The host without its port, in small letters; undefined when it is no host at all. */
export function hostNameOf(host: string): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase()
}

export function isLoopbackHost(name: string): boolean {
  return loopbackNames.includes(name)
}

/** @throws Stated `host_refused` */
export function checkHost(host: string, allowed: readonly string[]): string {
  const name = hostNameOf(host)
  if (name === undefined || !(isLoopbackHost(name) || allowed.some((one) => one.toLowerCase() === name))) {
    throw new Stated('host_refused', { host: (name ?? '?').slice(0, 80) })
  }
  return name
}

/**
 * Browsers tell where a request comes from; programs tell nothing. Only this server's own pages, and what people open
 * themselves, may ask. @throws Stated `origin_refused`
 */
export function checkSite(headers: Headers, host: string): void {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new Stated('origin_refused')
  const origin = headers.get('origin')
  if (origin !== null && hostOf(origin) !== host.toLowerCase()) throw new Stated('origin_refused')
}

/** undefined for `null`, which sandboxed pages and files send. */
function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host || undefined
  } catch {
    return undefined
  }
}
