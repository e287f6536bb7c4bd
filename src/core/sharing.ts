// Share links: given away on purpose, each with an end of its own, and taken back at once.

import { need, needAccountFor, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { describeImage } from './images.ts'
import { makeLink } from './links.ts'
import type { Parts } from './ports.ts'
import type { LinkRow } from './rows.ts'
import { askAll } from './rules.ts'

const day = 86_400_000

/** @throws Stated `account_needed`, `sharing_off`, `field_invalid`, `not_found`, `gone` */
export async function shareImage(parts: Parts, caller: Caller, image: string, days?: number): Promise<{ token: string; link: LinkRow }> {
  need(caller, 'images:make')
  needAccountFor(parts.charter, caller, 'sharing')
  const { enabled, mostDays } = parts.charter.sharing
  if (!enabled) throw new Stated('sharing_off')
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'share', caller }, parts))
  if (days !== undefined && days > mostDays) throw new Stated('field_invalid', { field: 'days', reason: `1 to ${mostDays}.` }, 'days')
  return makeLink(parts, caller, image, { kind: 'share', milliseconds: (days ?? mostDays) * day })
}

/** Those that still open something, newest first. */
export async function listShares(parts: Parts, caller: Caller, image?: string): Promise<LinkRow[]> {
  need(caller, 'images:read')
  if (image !== undefined) await describeImage(parts, caller, image)
  const now = parts.clock.now()
  const links = await parts.store.links.listOf(caller.owner)
  return links.filter((link) => link.kind === 'share' && !link.revokedAt && link.expiresAt > now && (image === undefined || link.image === image))
}

/** From this moment nobody is served by it. @throws Stated `not_found` */
export async function revokeShare(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  if (!(await parts.store.links.revoke(id, caller.owner, parts.clock.now()))) throw new Stated('not_found')
  for (const rule of parts.rules) await rule.takeBack?.(parts, id)
}
