// The life of a visitor's session: when it is over, and what its end, by hand or by itself, takes away.

import type { Charter } from '../charter/schema.ts'
import { newId } from './birth.ts'
import { keepReceipt } from './erasure.ts'
import { forgetAll, nothingForgotten, type Forgotten } from './forgetting.ts'
import type { Parts, SessionRow } from './ports.ts'
import { describeErasure, type Receipt } from './receipts.ts'

const prefix = 'session/'

export const sessionOwner = (id: string): string => `${prefix}${id}`

/** Id of the session that owns things under this name. */
export function sessionIdOf(owner: string): string | undefined {
  return owner.startsWith(prefix) ? owner.slice(prefix.length) : undefined
}

/** When it ends by silence, and at the latest. */
export function endsOf({ sessions }: Charter, row: SessionRow): { idleAt: Date; mostAt: Date } {
  return {
    idleAt: new Date(row.lastSeenAt.getTime() + sessions.idleMinutes * 60_000),
    mostAt: new Date(row.createdAt.getTime() + sessions.mostHours * 3_600_000),
  }
}

/** Over by hand, by silence, or by age. */
export function isOver(charter: Charter, row: SessionRow, now: Date): boolean {
  const { idleAt, mostAt } = endsOf(charter, row)
  return row.endedAt !== undefined || idleAt <= now || mostAt <= now
}

/** Whether whoever owns things under this name can still ask for them. Accounts always can. */
export async function isOwnerHere(parts: Parts, owner: string): Promise<boolean> {
  const id = sessionIdOf(owner)
  if (id === undefined) return true
  const row = await parts.store.sessions.get(id)
  return row !== undefined && !isOver(parts.charter, row, parts.clock.now())
}

/**
 * Ends one for good. From the first line on nobody may ask under it; what follows takes its things away. With
 * `keep-links` pictures that somebody can still open by a share link stay until their deadline.
 */
export async function endSession(parts: Parts, id: string): Promise<Forgotten> {
  const now = parts.clock.now()
  await parts.store.sessions.end(id, now)
  const forgotten = await forgetAll(parts, { owner: sessionOwner(id), upTo: now, reason: 'session-end', keep: await sharedImages(parts, id, now) })
  parts.log.write({ level: 'info', event: 'session-ended', count: forgotten.images })
  return forgotten
}

/** By hand: the visitor gets a receipt; afterwards only the receipt exists. */
export async function endSessionByHand(parts: Parts, id: string): Promise<Receipt> {
  const askedAt = parts.clock.now()
  return receiptOf(parts, askedAt, 'session-end', await endSession(parts, id))
}

/** The session goes on, without anything of what it made. */
export async function clearSession(parts: Parts, id: string): Promise<Receipt> {
  const askedAt = parts.clock.now()
  return receiptOf(parts, askedAt, 'session-clear', await forgetAll(parts, { owner: sessionOwner(id), upTo: askedAt, reason: 'session-clear', keep: [] }))
}

async function receiptOf(parts: Parts, askedAt: Date, reason: 'session-end' | 'session-clear', forgotten: Forgotten): Promise<Receipt> {
  const receipt = await describeErasure(parts, newId('rqt', parts.random), askedAt, { reason }, forgotten)
  await keepReceipt(parts, receipt, askedAt)
  return receipt
}

/** Ends those that are over by themselves, and takes away what earlier ends left. */
export async function endOverdueSessions(parts: Parts, now: Date, most: number): Promise<Forgotten & { sessions: number }> {
  const { idleMinutes, mostHours } = parts.charter.sessions
  const over = await parts.store.sessions.over(new Date(now.getTime() - idleMinutes * 60_000), new Date(now.getTime() - mostHours * 3_600_000), most)
  let sum: Forgotten = nothingForgotten
  for (const { id } of over) {
    const { images, generations, links, left, ...rest } = await endSession(parts, id)
    sum = { ...rest, images: sum.images + images, generations: sum.generations + generations, links: sum.links + links, left: sum.left + left }
    if (left === 0) await parts.store.sessions.remove(id)
  }
  return { ...sum, sessions: over.length }
}

async function sharedImages(parts: Parts, id: string, now: Date): Promise<string[]> {
  if (parts.charter.sessions.atEnd !== 'keep-links') return []
  const links = await parts.store.links.listOf(sessionOwner(id))
  return links.flatMap((link) => (link.kind === 'share' && !link.revokedAt && link.expiresAt > now ? [link.image] : []))
}
