// What is kept of the calls of an account: one line for each request of the API, codes and numbers only.

import type { ErrorCode } from './errors.ts'

/** One request of the API. It holds no prompt, no picture, no address of the caller and no user agent. */
export interface CallRow {
  /** `req_…`, as the header x-request-id and the server's log name it. */
  id: string
  owner: string
  /** Id of the API key it came with; absent for somebody who is signed in. */
  key?: string
  at: Date
  method: string
  /** Pattern of the route, e.g. `/v1/images/:id`: never an address as it was asked for. */
  route: string
  /** A model or engine of this server; absent where none was chosen. */
  model?: string
  status: number
  /** Why it was refused or failed. */
  code?: ErrorCode
  /** From its coming until the answer began. */
  milliseconds: number
  /** Id of the generation or the relay (`rly_…`) that it ordered. */
  made?: string
}

export interface CallPage {
  key?: string
  /** HTTP status from and to, both included. */
  status?: readonly [from: number, to: number]
  model?: string
  /** From then on. */
  since: Date
  until?: Date
  /** Id of the last one of the page before. */
  after?: string
  limit: number
}

export interface CallTable {
  /** Many at once. What is of an account that is gone by now is left out. */
  add(rows: readonly CallRow[]): Promise<void>
  /** Newest first. */
  listOf(owner: string, page: CallPage): Promise<CallRow[]>
  /** How many there are of an owner, and when the oldest of them came. */
  countOf(owner: string): Promise<{ calls: number; oldest?: Date }>
  /** When the oldest of all came. */
  oldest(): Promise<Date | undefined>
  removeOf(owner: string, upTo: Date): Promise<number>
  removeBefore(at: Date): Promise<number>
}
