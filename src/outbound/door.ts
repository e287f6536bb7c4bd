// The only door out: opens every connection beyond this machine, asks the rules first, and shuts all other ways.

import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'
import type { Charter } from '../charter/schema.ts'
import { allConnect, type Destination, type TrustRule } from '../core/rules.ts'
import { isLoopback } from './loopback.ts'
import { lookUpNames, publicAddressOf, type LookUp } from './public-address.ts'

export interface DoorOptions {
  rules: readonly TrustRule[]
  /** Absent = nothing may go out, e.g. in a process that only computes. */
  charter?: Charter
  /** Hosts that drivers reach without the door: the operator's database. */
  allowed?: readonly string[]
  /** How names are looked up for addresses that somebody else gave. */
  lookUp?: LookUp
  /** What an address leads to; tests lead public ones to themselves. */
  dial?: (address: string, port: number) => { host: string; port: number }
}

/** How often something was let out or stopped. */
export interface DoorRecord {
  host: string
  purpose: string
  opened: number
  refused: number
}

export interface Door {
  /** A connected or connecting socket. @throws ConnectionRefusedByRule */
  connect(destination: Destination, options?: { tls?: boolean; address?: string }): net.Socket
  /** One request, no redirects followed. @throws ConnectionRefusedByRule */
  fetch(url: string, purpose: string, options?: FetchOptions): Promise<Response>
  record(): DoorRecord[]
  /** Takes the guard away again; tests only. */
  release(): void
}

export interface FetchOptions {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  /** Bytes of an answer's body that are taken. Usual: 64 MiB. */
  mostBytes?: number
  /** Hears the body as it comes. */
  hear?(part: Uint8Array, status: number): void
  /** false = the body is only heard, not kept. */
  keep?: boolean
  /** The address was given by somebody else: the host must be public, and its address is looked up once. */
  publicOnly?: boolean
}

export class ConnectionRefusedByRule extends Error {
  override name = 'ConnectionRefusedByRule'
  readonly code = 'ECONNREFUSED'
}

export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge'
}

/** On the options of a socket that the door itself opens. */
const pass = Symbol('door')
const undo: Array<() => void> = []
let standing: Door | undefined

/** Guards this process from now on. A second call replaces the first. */
export function guardOutbound(options: DoorOptions): Door {
  release()
  const counts = new Map<string, DoorRecord>()
  const count = (host: string, purpose: string, kind: 'opened' | 'refused'): void => {
    const record = counts.get(`${host}\n${purpose}`) ?? { host, purpose, opened: 0, refused: 0 }
    record[kind]++
    counts.set(`${host}\n${purpose}`, record)
  }
  const allowed = new Set((options.allowed ?? []).filter(Boolean).map(bare))
  /** @throws for everything that leaves the machine by another way than the door */
  const check = (host: string): void => {
    if (isLoopback(host) || allowed.has(bare(host))) return
    count(host, 'unannounced', 'refused')
    throw new ConnectionRefusedByRule(`A connection to "${host}" was refused: it did not go through the outbound door.`)
  }
  const ask = (destination: Destination): void => {
    const may = isLoopback(destination.host) || (options.charter !== undefined && allConnect(options.rules, destination, options.charter))
    count(destination.host, destination.purpose, may ? 'opened' : 'refused')
    if (!may) throw new ConnectionRefusedByRule(`The charter does not allow a connection to "${destination.host}". Name the host in outbound.hosts to allow it.`)
  }
  const hosts = new Set<string>()
  guardSockets(check)
  guardNames((host) => {
    if (!hosts.has(bare(host))) check(host)
  })
  syncBuiltinESMExports()
  const connect: Door['connect'] = (destination, { tls: secure = false, address } = {}) => {
    ask(destination)
    const { host, port } = destination
    hosts.add(bare(host))
    const to = { host: address ?? host, port, ...options.dial?.(address ?? host, port), servername: net.isIP(host) ? undefined : host, [pass]: true }
    return secure ? tls.connect(to) : net.connect(to)
  }
  const lookUp = options.lookUp ?? lookUpNames
  const find = async (destination: Destination): Promise<string> => {
    ask(destination)
    hosts.add(bare(destination.host))
    return publicAddressOf(destination.host, lookUp)
  }
  standing = { connect, fetch: (url, purpose, more) => send(connect, find, url, purpose, more), record: () => [...counts.values()], release }
  return standing
}

/** The door of this process. Where none was set up (tests of one part), it leads to this machine only. */
export function theDoor(): Door {
  return standing ?? { connect: connectHere, fetch: (url, purpose, more) => send(connectHere, refuseAll, url, purpose, more), record: () => [], release: () => undefined }
}

const connectHere: Door['connect'] = ({ host, port }, { tls: secure = false } = {}) => {
  if (!isLoopback(host)) throw new ConnectionRefusedByRule(`A connection to "${host}" was refused: there is no door out of this process.`)
  return secure ? tls.connect({ host, port }) : net.connect({ host, port })
}

const refuseAll: Find = async ({ host }) => {
  throw new ConnectionRefusedByRule(`A connection to "${host}" was refused: there is no door out of this process.`)
}

function release(): void {
  standing = undefined
  for (const step of undo.splice(0).reverse()) step()
  syncBuiltinESMExports()
}

/** TCP, TLS (which connects by the same method) and UDP. */
function guardSockets(check: (host: string) => void): void {
  wrap(net.Socket.prototype, 'connect', (first, second) => {
    const options: unknown = Array.isArray(first) ? first[0] : first
    if (typeof options === 'object' && options !== null) {
      if (pass in options || ('path' in options && options.path)) return
      return check('host' in options && options.host ? String(options.host) : 'localhost')
    }
    if (typeof options === 'string' && Number.isNaN(Number(options))) return
    check(typeof second === 'string' ? second : 'localhost')
  })
  wrap(dgram.Socket.prototype, 'connect', (_port, host) => check(typeof host === 'string' ? host : 'localhost'))
  wrap(dgram.Socket.prototype, 'send', (...given) => {
    const host = given.slice(1).find((one) => typeof one === 'string')
    check(typeof host === 'string' ? host : 'localhost')
  })
}

/** Names are looked up by other ways than sockets of this process, and a name can carry data. */
function guardNames(check: (host: string) => void): void {
  const ask = (name: unknown): void => check(String(name))
  // A look-up of an address asks nobody; a server that listens on one makes it.
  const look = (name: unknown): void => (net.isIP(String(name)) ? undefined : ask(name))
  for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const method of Object.getOwnPropertyNames(holder)) {
      if (/^(lookup|resolve\w*|reverse)$/.test(method)) wrap(holder, method, method === 'lookup' ? look : ask)
    }
  }
}

type Callable = (this: unknown, ...given: unknown[]) => unknown

function wrap(holder: object, method: string, before: (...given: unknown[]) => void): void {
  const original: unknown = Reflect.get(holder, method)
  if (typeof original !== 'function') return
  const call = original as Callable
  const guarded: Callable = function (...given) {
    before(...given)
    return call.apply(this, given)
  }
  Reflect.set(holder, method, guarded)
  undo.push(() => Reflect.set(holder, method, original))
}

const usualMostBytes = 67_108_864

type Find = (destination: Destination) => Promise<string>

async function send(connect: Door['connect'], find: Find, url: string, purpose: string, options: FetchOptions = {}): Promise<Response> {
  const { method = 'GET', headers, body, signal, mostBytes = usualMostBytes, hear, keep = true, publicOnly } = options
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'https:'
  const destination = { host: bare(hostname), port: Number(port) || (secure ? 443 : 80), purpose }
  const address = publicOnly ? await find(destination) : undefined
  return new Promise((resolve, reject) => {
    const open = () => connect(destination, { tls: secure, address })
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const request = (secure ? https : http).request(url, { method, headers: { ...length, ...headers }, signal, createConnection: open }, (answer) => {
      const status = answer.statusCode ?? 502
      const parts: Uint8Array[] = []
      let size = 0
      answer.on('data', (part: Uint8Array) => {
        size += part.length
        if (size > mostBytes) {
          // A short answer has come to its end already: what is destroyed now would still end well.
          reject(new AnswerTooLarge(`The answer is larger than ${mostBytes} bytes.`))
          return request.destroy()
        }
        if (keep) parts.push(part)
        hear?.(part, status)
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const kept = Object.entries(answer.headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]))
        resolve(new Response([204, 205, 304].includes(status) ? null : Buffer.concat(parts), { status, headers: kept }))
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$/g, '')
