// What a request tells the statistics: coarse facts alone. Where the charter counts nothing, nothing is looked at.

import { allows } from '../core/choices.ts'
import type { Figure } from '../core/evidence-tables.ts'
import { networkOf } from '../identity/sign-in/networks.ts'
import type { Ask } from './ask.ts'
import { hasSignal } from './signals.ts'

/** Pages of the studio by their first word; any other is `other`. */
const pages = new Set(['library', 'gallery', 'data', 'policies', 'trust', 'verify', 'console', 'operator', 'sign-in', 'share', 'hosts', 'engines', 'docs', 'developers', 'edit'])

/** The answer has its status by now. Never delays it. */
export function noteVisit(ask: Ask, method: string, { status, headers }: Response): void {
  const { parts, request, route } = ask
  const { statistics, charter } = parts
  if (!statistics || !charter.statistics.counted) return
  const figure = figureOf(method, route, status, headers)
  if (!figure) return
  const agent = request.headers.get('user-agent') ?? ''
  const visit = { figure, route: figure === 'page' ? pageOf(new URL(request.url).pathname) : route, language: languageOf(request), device: deviceOf(agent), visitor: `${networkOf(ask.address)} ${agent}` }
  void mayCount(ask).then(
    (may) => (may ? statistics.note(visit) : undefined),
    () => undefined,
  )
}

const makes = new Set(['/v1/generations', '/v1/images/generations', '/v1/images/edits', '/v1/images/variations', '/api/paas/v4/images/generations', '/paas/v4/images/generations'])

function figureOf(method: string, route: string, status: number, headers: Headers): Figure | undefined {
  if (status >= 400) return 'error'
  if (route === 'studio') return method === 'GET' && status === 200 && headers.get('content-type')?.startsWith('text/html') ? 'page' : undefined
  return method === 'POST' && makes.has(route) ? 'generation' : undefined
}

/** Every rule must let it; one that throws says no. */
async function mayCount({ parts, request, findCaller }: Ask): Promise<boolean> {
  const caller = await findCaller().catch(() => undefined)
  const objects = hasSignal(request) || (caller !== undefined && !(await allows(parts, caller, 'analytics')))
  return parts.rules.every((rule) => rule.mayCount?.(objects) ?? true)
}

function pageOf(path: string): string {
  const [, first = ''] = path.split('/')
  return first === '' ? 'make' : pages.has(first) ? first : 'other'
}

function languageOf(request: Request): string {
  const first = (request.headers.get('accept-language') ?? '').trim().slice(0, 2).toLowerCase()
  return first === 'en' || first === 'zh' ? first : 'other'
}

function deviceOf(agent: string): string {
  if (!/mozilla/i.test(agent)) return 'program'
  if (/ipad|tablet|android(?!.*mobile)/i.test(agent)) return 'tablet'
  return /mobi/i.test(agent) ? 'phone' : 'computer'
}
