// Which regions an instance serves: the verdict on one, at the edge and again at the job.

import type { Charter } from '../charter/schema.ts'

/** Where a request comes from, as the edge found it; without a code it could not be told. */
export interface Region {
  /** Two letters (ISO 3166). */
  code?: string
  /** What regions are looked up in could not be read: nobody is let in. */
  broken?: boolean
}

/** What finds the region of a request. */
export interface Regions {
  /** @throws when what it looks into cannot be read: nobody is let in then */
  find(address: string | undefined, headers: Headers, viaProxy: boolean): Promise<Region>
  /** The day of the file of networks, and how many networks it names; undefined without one. */
  facts(): Promise<{ writtenAt: string; networks: number } | undefined>
}

/** In an order: `here` = it came by no edge, from the owner of this machine; `unknown` = it could not be told. */
export const regionInOrder = (region: Region | undefined): string => (region === undefined ? 'here' : region.broken ? 'unreadable' : (region.code ?? 'unknown'))

export const hasRegions = ({ regions }: Pick<Charter, 'regions'>): boolean => regions.source !== 'none'

export function verdictOn({ regions }: Pick<Charter, 'regions'>, found: string): 'served' | 'refused' | 'unknown' {
  if (regions.source === 'none' || found === 'here') return 'served'
  if (found === 'unreadable') return 'unknown'
  if (found === 'unknown') return regions.unknown === 'serve' ? 'served' : 'unknown'
  if (regions.refused.includes(found)) return 'refused'
  return regions.served.length === 0 || regions.served.includes(found) ? 'served' : 'refused'
}
