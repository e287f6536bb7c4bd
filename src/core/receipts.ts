// The receipt of an erasure: what became of each place where something was, signed, and without a person in it.

import type { Forgetting, Forgotten } from './forgetting.ts'
import { keptByLaw } from './holds.ts'
import type { Parts } from './ports.ts'

/** `removed` = gone; `destroyed` = keys gone for good; `unreadable` = bytes are left that no key opens; `kept` = see `why`; `nothing` = there was none. */
export interface StoreLine {
  store: 'vault' | 'database' | 'files' | 'queue' | 'links' | 'logs' | 'money' | 'backups'
  state: 'removed' | 'destroyed' | 'unreadable' | 'kept' | 'nothing'
  count?: number
  /** A code; docs/forgetting has its sentence. */
  why?: string
  /** When the last of it goes. */
  until?: string
}

export interface ReceiptBody {
  object: 'receipt'
  format: 1
  id: string
  reason: Forgetting['reason']
  asked_at: string
  done_at: string
  charter: string
  stores: StoreLine[]
  /** What a law makes this server keep, with its reason and end. */
  kept_by_law: Array<{ what: string; reason: string; until: string }>
  /** From when on nobody can bring it back, with any key or copy that this server has. */
  irreversible_at: string
}

export interface Receipt extends ReceiptBody {
  key: ReceiptKey
  /** Ed25519 over the canonical JSON of everything else, base64url. */
  signature: string
}

/** A public key as a JSON Web Key. */
export interface ReceiptKey {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
}

const keyName = 'server/receipts'
const day = 86_400_000
/** Sweeps run every minute; this is the most that bytes without a key lie about. */
const sweptWithin = 3 * 3_600_000

export async function describeErasure(parts: Parts, id: string, askedAt: Date, forgetting: Pick<Forgetting, 'reason' | 'owner'>, forgotten: Forgotten): Promise<Receipt> {
  const now = parts.clock.now()
  const body: ReceiptBody = {
    object: 'receipt',
    format: 1,
    id,
    reason: forgetting.reason,
    asked_at: toMinute(askedAt),
    done_at: toMinute(now),
    charter: parts.charter.version,
    stores: storesOf(parts, forgetting, forgotten, now),
    kept_by_law: await keptByLaw(parts, forgetting.owner),
    irreversible_at: toMinute(now),
  }
  return sign(parts, body)
}

export async function receiptKey(parts: Parts): Promise<ReceiptKey> {
  const secret = await secretOf(parts)
  return { kty: 'OKP', crv: 'Ed25519', x: parts.sealing.signer(secret).publicKey }
}

/** Keys sorted, no spaces: the same text for the same receipt, whoever writes it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}

async function sign(parts: Parts, body: ReceiptBody): Promise<Receipt> {
  const signed = { ...body, key: await receiptKey(parts) }
  const signature = parts.sealing.signer(await secretOf(parts)).sign(new TextEncoder().encode(canonical(signed)))
  return { ...signed, signature }
}

async function secretOf({ vault }: Parts): Promise<Uint8Array> {
  await vault.publicKey(keyName)
  const secret = await vault.privateKey(keyName)
  if (!secret) throw new Error('the key for receipts is not in the vault')
  return secret
}

function storesOf({ charter }: Parts, { reason }: Pick<Forgetting, 'reason'>, forgotten: Forgotten, now: Date): StoreLine[] {
  const { keys, removed, orders, kept, left } = forgotten
  const { pictures = 0, addresses: links = 0, ...rows } = removed
  const others = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const { backupDays, logDays } = charter.retention
  const after = (milliseconds: number): string => toMinute(new Date(now.getTime() + milliseconds))
  const files: StoreLine = left > 0 ? { store: 'files', state: 'unreadable', count: pictures * 2, until: after(sweptWithin) } : { store: 'files', state: 'removed', count: pictures * 2 }
  const vault: StoreLine =
    reason === 'erasure' ? { store: 'vault', state: 'destroyed', count: keys } : { store: 'vault', state: 'nothing', why: reason === 'session-end' ? 'key-was-in-the-cookie' : 'key-is-in-the-cookie' }
  return [
    vault,
    { store: 'database', state: 'removed', count: pictures + others },
    files,
    ...(orders > 0 ? [{ store: 'files', state: 'unreadable', why: 'half-drawn-pictures', until: after(sweptWithin) } satisfies StoreLine] : []),
    { store: 'queue', state: 'removed', count: orders },
    { store: 'links', state: 'removed', count: links },
    ...(kept > 0 ? [{ store: 'links', state: 'kept', count: kept, why: 'shared-until-their-deadline' } satisfies StoreLine] : []),
    { store: 'logs', state: 'nothing', why: 'logs-name-nobody', until: after(logDays * day) },
    { store: 'money', state: 'kept', why: 'amounts-without-content' },
    backupDays === 0 ? { store: 'backups', state: 'nothing' } : { store: 'backups', state: 'unreadable', why: 'keys-are-not-in-backups', until: after(backupDays * day) },
  ]
}

const toMinute = (time: Date): string => `${time.toISOString().slice(0, 16)}:00Z`
