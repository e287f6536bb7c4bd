// The end of a visitor's session, by hand or by itself, and what it takes away.

import { newId } from './birth.ts'
import { keepReceipt } from './erasure.ts'
import { forgetAll, type Forgotten } from './forgetting.ts'
import type { Parts } from './ports.ts'
import { describeErasure, type Receipt } from './receipts.ts'
import { lifeOf, sessionOwner } from './session-life.ts'
import { inParallel, isOver } from './slices.ts'

/**
 * Ends one for good. From the first line on nobody may ask under it; what follows takes its things away. With
 * `keep-links` pictures that somebody can still open by a share link stay until their deadline.
 */
export async function endSession(parts: Parts, id: string): Promise<Forgotten> {
  const now = parts.clock.now()
  await parts.store.sessions.end(id, now)
  const forgotten = await forgetAll(parts, { owner: sessionOwner(id), upTo: now, reason: 'session-end', keep: await sharedImages(parts, id, now) })
  parts.log.write({ level: 'info', event: 'session-ended', count: forgotten.removed.pictures ?? 0 })
  return forgotten
}

/** By hand: the visitor gets a receipt; afterwards only the receipt exists. */
export async function endSessionByHand(parts: Parts, id: string): Promise<Receipt> {
  const askedAt = parts.clock.now()
  return receiptOf(parts, id, askedAt, 'session-end', await endSession(parts, id))
}

/** The session goes on, without anything of what it made. */
export async function clearSession(parts: Parts, id: string): Promise<Receipt> {
  const askedAt = parts.clock.now()
  return receiptOf(parts, id, askedAt, 'session-clear', await forgetAll(parts, { owner: sessionOwner(id), upTo: askedAt, reason: 'session-clear', keep: [] }))
}

async function receiptOf(parts: Parts, id: string, askedAt: Date, reason: 'session-end' | 'session-clear', forgotten: Forgotten): Promise<Receipt> {
  const receipt = await describeErasure(parts, newId('rqt', parts.random), askedAt, { reason, owner: sessionOwner(id) }, forgotten)
  await keepReceipt(parts, receipt, askedAt)
  return receipt
}

/** Ends those that are over by themselves, and takes away what earlier ends left. */
export async function endOverdueSessions(parts: Parts, now: Date, most: number): Promise<{ sessions: number; left: number }> {
  const over = await parts.store.sessions.over(now, parts.charter.sessions, most)
  const since = parts.clock.now().getTime()
  let left = 0
  let sessions = 0
  await inParallel(over, async ({ id }) => {
    if (isOver(parts.clock, since)) return void left++
    const forgotten = await endSession(parts, id)
    sessions++
    left += forgotten.left
    if (forgotten.left === 0) await parts.store.sessions.remove(id)
  })
  return { sessions, left }
}

async function sharedImages(parts: Parts, id: string, now: Date): Promise<string[]> {
  const row = await parts.store.sessions.get(id)
  if (lifeOf(row ?? {}, parts.charter.sessions).atEnd !== 'keep-links') return []
  const links = await parts.store.links.listOf(sessionOwner(id))
  return links.flatMap((link) => (link.kind === 'share' && !link.revokedAt && link.expiresAt > now ? [link.image] : []))
}
