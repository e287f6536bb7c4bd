// The table of what went wrong and what is planned: public, in the operator's words, without anybody in it.

/** The operator's words, in one language or in both. */
export type StatusWords = Partial<Record<'en' | 'zh', string>>

export const incidentStates = ['looking', 'known', 'watching', 'over'] as const
export type IncidentState = (typeof incidentStates)[number]

export interface IncidentUpdate {
  /** ISO time. */
  at: string
  state: IncidentState
  words: StatusWords
}

export interface IncidentRow {
  id: string
  /** `incident` = something went wrong; `maintenance` = a planned window. */
  kind: 'incident' | 'maintenance'
  title: StatusWords
  /** Whether data of people was or may be touched. */
  personal: boolean
  announcedAt: Date
  /** When it began, or is planned to begin. */
  startsAt: Date
  /** Planned end of a window. */
  endsAt?: Date
  /** When it was over, or called off. */
  overAt?: Date
  /** Oldest first. */
  updates: IncidentUpdate[]
}

export interface IncidentTable {
  insert(row: IncidentRow): Promise<void>
  get(id: string): Promise<IncidentRow | undefined>
  /** Newest beginning first. */
  list(limit: number): Promise<IncidentRow[]>
  /** What goes on at that moment, the newest; else what begins first, no later than `until`. */
  current(now: Date, until: Date): Promise<IncidentRow | undefined>
  /** Adds to its story. false when it is not there or over already. */
  add(id: string, update: IncidentUpdate, overAt?: Date): Promise<boolean>
}
