// Connections to PostgreSQL that let nothing out: no statement and no value in an error, and a lost database is one stated error.

import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { DatabaseError, Pool, types, type ClientConfig } from 'pg'
import { Stated } from '../../core/errors.ts'

/** The database refused a statement. Holds its five-letter code and the constraint's name, never a value. */
export class StorageFault extends Error {
  override name = 'StorageFault'
  readonly state: string
  readonly constraint: string | undefined

  constructor(state: string, constraint?: string) {
    super(`the database refused a statement (${constraint ? `${state}, ${constraint}` : state})`)
    this.state = state
    this.constraint = constraint
  }
}

const byteaType = 17
const bigintType = 20
const parseBytea = types.getTypeParser(byteaType) as (text: string) => Buffer

/** Bytes as plain Uint8Array, 64-bit integers as bigint. */
function getTypeParser(type: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (type === bigintType) return (text) => BigInt(text)
  if (type !== byteaType) return types.getTypeParser(type, format) as (text: string) => unknown
  return (text) => {
    const buffer = parseBytea(text)
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
  }
}

export function connectionOptions(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'gesso',
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    // A server that is frozen keeps no time limits itself.
    query_timeout: 20_000,
    keepAlive: true,
    types: { getTypeParser } as ClientConfig['types'],
  }
}

/** A pool for kysely whose errors are clean and whose broken connections are not used again. */
export function createPool(url: string, most: number): PostgresPool {
  const pool = new Pool({ ...connectionOptions(url), max: most, idleTimeoutMillis: 30_000, allowExitOnIdle: true })
  // An idle connection that breaks is only taken out; whoever needs one next gets a new one.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw cleanError(error)
      })
      let broken = false
      const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
        try {
          return await client.query(sql, [...parameters])
        } catch (error) {
          broken ||= isConnectionLost(error)
          throw cleanError(error)
        }
      }
      return { query, release: () => client.release(broken) } as unknown as PostgresPoolClient
    },
  }
}

/** What may leave this module. */
export function cleanError(error: unknown): Error {
  if (error instanceof Stated || error instanceof StorageFault) return error
  if (!(error instanceof DatabaseError)) return error instanceof TypeError ? new StorageFault('unsendable') : new Stated('storage_unavailable')
  const state = error.code ?? 'unknown'
  if (state === '53100') return new Stated('disk_full')
  return isConnectionLost(error) || passes(state) ? new Stated('storage_unavailable') : new StorageFault(state, error.constraint)
}

/** States after which the same thing may work in a moment: too many clients, deadlock, time limits. */
function passes(state: string): boolean {
  return state.startsWith('53') || state.startsWith('40') || state === '57014' || state === '55P03'
}

function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return true
  const state = error.code ?? ''
  return state.startsWith('08') || state.startsWith('57P') || state.startsWith('58') || state === '25P03'
}
