// What a handler gets to know of a request, and the kinds of answers it can make.

import type { Caller, Scope } from '../core/callers.ts'
import type { Language } from '../core/errors.ts'
import type { Parts, Person } from '../core/ports.ts'
import type { Region } from '../core/regions.ts'
import { WholeResponse } from './whole.ts'

/** The connection a request came by. Only who accepted the connection knows this; headers can say anything. */
export interface Connection {
  /** Address of the other end. Unknown = not this machine. */
  remoteAddress?: string
  /** Aborts when the server stops: whatever waits then ends its answer. */
  closing?: AbortSignal
}

/** One published promise: its sentences with the charter's settings filled in. */
export interface PublishedPromise {
  id: string
  sentences: { en: string[]; zh: string[] }
}

export interface HttpOptions {
  /** Names under which this server may be opened, beside those of loopback; without a port. */
  allowedHosts: readonly string[]
  /** The built studio; without it only the API is served. */
  studioFolder?: string
  /** Networks of proxies whose word about the caller's address counts, for limits. */
  trustedProxies?: readonly string[]
  /** Signs the verdicts of a provider of verification. */
  verificationSecret?: string
  /** SHA-256 of the first operator key. */
  operatorKeyHash?: Uint8Array
  /** Whether orders can be taken; usual: the database answers. */
  isReady?(): Promise<boolean>
  /** Milliseconds until a slow answer shows its first sign of life; usual: 45 seconds. */
  patience?: number
  /** Where the charter of this server lies, and how another is put in its place; without `save` it is changed elsewhere. */
  setUp?: { file: string; save?(yaml: string): Promise<void> }
  /** The announced end of this server, once there is one. */
  ending?(): Promise<{ announced_at: string; not_before: string } | undefined>
  /** Bytes that are free where the data lies; undefined = not known. */
  freeBytes?(): Promise<number | undefined>
  /** What GET /v1/trust publishes; usual: the rules' own English sentences. */
  promises?: readonly PublishedPromise[]
}

export interface Ask {
  parts: Parts
  options: HttpOptions
  request: Request
  connection: Connection
  /** Where the request comes from as far as trusted proxies say; for limits only. */
  address?: string | undefined
  language: Language
  /** Scheme and host under which the caller reached this server, e.g. `http://localhost:3000`. */
  origin: string
  /** Whether the host name is one of loopback. */
  hostIsLoopback: boolean
  /** Pattern of the route, for logs and digests. */
  route: string
  /** A part of the path, e.g. `id`. */
  path(name: string): string
  query: URLSearchParams
  /** What becomes known of the request while it is answered, for the log of calls. */
  told?: { model?: string; made?: string }
  /** From where, where the charter wants to know. */
  findRegion(): Promise<Region | undefined>
  /** Who asks, if anybody known does. @throws Stated `key_invalid` */
  findCaller(): Promise<Caller | undefined>
}

export interface AskOfCaller extends Ask {
  caller: Caller
}

/** Somebody who is signed in, whatever account they act for. */
export interface AskOfPerson extends Ask {
  person: Person
}

/** `public` = no caller is needed; `any-caller` = a known caller, whatever they may do; `person` = somebody who is signed in. */
export type RouteScope = 'public' | 'any-caller' | 'person' | Scope

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new WholeResponse(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } })
}
