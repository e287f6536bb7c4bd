// Asks a running server how its engines are doing.

import { askerOf } from './ask-server.ts'

export interface Shown {
  id: string
  driver: string
  modality: string
  on: boolean
  place: { name: string; country: string } | null
  models: string[]
  price_micro: number
  paused?: boolean
  timings?: { count: number; median_ms: number; slowest_ms: number } | null
  standings?: Array<{
    ready: boolean
    breaker: string
    median_ms: number | null
    slowest_ms: number | null
    pictures: number
    faults: number
    waiting: number
    canary: { milliseconds: number; changed: number | null } | null
  }>
}

/** @throws Failure */
export async function steer(server: string, key: string | undefined, id: string, action: string): Promise<Shown | undefined> {
  const answer = await askerOf(server, key)(`/v1/engines/${encodeURIComponent(id)}/steer`, { method: 'POST', body: { action } })
  return ((await answer.json()) as { data: Shown[] }).data.find((one) => one.id === id)
}

/** @throws Failure */
export async function readStandings(server: string, key: string | undefined): Promise<Shown[]> {
  const answer = await askerOf(server, key)('/v1/engines')
  return ((await answer.json()) as { data: Shown[] }).data
}
