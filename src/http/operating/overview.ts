// The operator's overview over HTTP.

import { readOverview as read } from '../../core/overview.ts'
import { json, type AskOfCaller } from '../ask.ts'
import type { OverviewBody } from '../schemas/operating.ts'

export async function readOverview({ parts, options }: AskOfCaller): Promise<Response> {
  const [{ at, ended, kept, promises }, free] = await Promise.all([read(parts), options.freeBytes?.()])
  const { waiting, running, oldestWaiting, hours, median, most, errors } = ended
  const body: OverviewBody = {
    object: 'overview',
    at: at.toISOString(),
    line: { waiting, running, oldest_waiting_seconds: oldestWaiting ? Math.round((at.getTime() - oldestWaiting.getTime()) / 1000) : null },
    ended: {
      hours: hours.map(({ at: hour, finished, failed, refused, cancelled, median: usual, slowest }) => ({
        at: hour.toISOString(),
        finished,
        failed,
        refused,
        cancelled,
        median_ms: usual ?? null,
        slowest_ms: slowest ?? null,
      })),
      median_ms: median ?? null,
      p95_ms: most ?? null,
      errors,
    },
    kept: { ...kept, free_bytes: free ?? null },
    promises,
  }
  return json(body)
}
