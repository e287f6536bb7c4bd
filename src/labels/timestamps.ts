// Asks a time-stamp authority to confirm when a signature was made; a picture waits for it only a short time.

import type { TimestampProvider } from '@trustnxt/c2pa-ts/rfc3161'
import { TimeStampResp } from 'pkijs'

const longestWait = 5_000
const mostBytes = 65_536

/** The door's way of asking. */
export type Ask = (url: string, purpose: string, options: { method: string; headers: Record<string, string>; body: Uint8Array; signal: AbortSignal }) => Promise<Response>

/** Without an answer the picture is signed without a time stamp: a signature is worth more than none. */
export function createTimestamps(address: string, ask: Ask): TimestampProvider {
  return {
    async getSignedTimestamp(request) {
      try {
        const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
        const response = await ask(address, 'time-stamp', { method: 'POST', headers, body: new Uint8Array(request.toSchema().toBER()), signal: AbortSignal.timeout(longestWait) })
        const answer = response.ok ? await response.arrayBuffer() : undefined
        return answer && answer.byteLength <= mostBytes ? TimeStampResp.fromBER(answer) : undefined
      } catch {
        return undefined
      }
    },
  }
}
