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
export async function readStandings(server: string, key: string | undefined): Promise<Shown[]> {
  const answer = await askerOf(server, key)('/v1/engines')
  return ((await answer.json()) as { data: Shown[] }).data
}
