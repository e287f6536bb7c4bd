// The advisory locks this program takes in PostgreSQL: a class for each purpose, a number for each holder or owner.

import { createHash } from 'node:crypto'

export const advisoryLocks = { migration: 0x6e550001, lease: 0x6e550002, line: 0x6e550003, audit: 0x6e550004 } as const

/** The same name gives the same number in every process. Two names that share one only wait for each other. */
export function lockNumber(name: string): number {
  return createHash('sha256').update(name).digest().readInt32BE(0)
}
