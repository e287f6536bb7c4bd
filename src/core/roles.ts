// What each role in an account may do: one table, written by hand.

import type { Role } from './account-tables.ts'
import type { Scope } from './callers.ts'

export const scopesOfRole: Record<Role, readonly Scope[]> = {
  viewer: ['images:read', 'account:read'],
  developer: ['images:read', 'images:make', 'images:delete', 'account:read', 'keys:manage', 'keys:stop'],
  admin: ['images:read', 'images:make', 'images:delete', 'account:read', 'keys:manage', 'keys:stop', 'account:manage', 'members:manage'],
  owner: ['images:read', 'images:make', 'images:delete', 'account:read', 'keys:manage', 'keys:stop', 'account:manage', 'members:manage', 'account:own'],
}

const rank: Record<Role, number> = { viewer: 0, developer: 1, admin: 2, owner: 3 }

/** Whether somebody in role `by` may give or take role `role`: nobody makes others what they are not, and owners change by both sides' consent only. */
export function mayGive(by: Role, role: Role): boolean {
  return role !== 'owner' && rank[role] <= rank[by] && rank[by] >= rank.admin
}
