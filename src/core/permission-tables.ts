// The table of permissions to get pictures without the visible mark: who, why, by whom, until when, and how often.

import type { Bytes } from './ports.ts'

export interface PermissionRow {
  id: string
  /** To whom. */
  owner: string
  /** What was agreed and who answers for it, sealed to `server/permissions`. */
  why: Bytes
  /** Who gave it, sealed likewise. */
  by: Bytes
  grantedAt: Date
  until: Date
  revokedAt?: Date
  /** Pictures that left without the mark under it. */
  uses: number
  lastUsedAt?: Date
  /** When this record goes; not before the profiles of the charter let it. */
  expiresAt: Date
}

export interface PermissionTable {
  insert(row: PermissionRow): Promise<void>
  get(id: string): Promise<PermissionRow | undefined>
  /** All, newest first. */
  list(): Promise<PermissionRow[]>
  /** An owner's, newest first. */
  listOf(owner: string): Promise<PermissionRow[]>
  /** false when it is not there or was taken back before. */
  revoke(id: string, at: Date): Promise<boolean>
  /** One more picture. */
  used(id: string, at: Date): Promise<void>
  removeOf(owner: string): Promise<number>
  removeDue(now: Date): Promise<number>
}

export interface PermissionTables {
  permissions: PermissionTable
}
