// Sends news to an address that an account gave: public hosts only, and programs on this machine where the charter says so.

import type { Charter } from '../charter/schema.ts'
import type { SendNews } from '../core/webhooks.ts'
import type { Door } from './door.ts'
import { isLoopback } from './loopback.ts'

/** Milliseconds of one try. */
const longestTry = 15_000
const mostBytes = 65_536
const purpose = 'webhook'

/** Redirects are answers like any other: nothing is sent to where they point. */
export function newsSender(door: Pick<Door, 'fetch'>, { webhooks }: Pick<Charter, 'webhooks'>): SendNews {
  return async (url, headers, body) => {
    const here = webhooks.to === 'here' && isLoopback(new URL(url).hostname)
    const answer = await door.fetch(url, purpose, { method: 'POST', headers, body, signal: AbortSignal.timeout(longestTry), mostBytes, publicOnly: !here })
    return { status: answer.status }
  }
}
