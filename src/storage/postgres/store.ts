// The store in PostgreSQL: kysely on a guarded pool, one transaction at a time for each piece of work.

import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import type { Store, Tables } from '../../core/ports.ts'
import type { GenerationState } from '../../core/rows.ts'
import { accountTable, invitationTable, keyTable, memberTable } from './accounts.ts'
import { callTable } from './calls.ts'
import { clientTables } from './clients.ts'
import { consentTables } from './consents.ts'
import { createPool } from './connection.ts'
import { engineStandingTable } from './engine-standings.ts'
import { engineControlTable, engineTimingTable } from './engine-timings.ts'
import { evidenceTables } from './evidence.ts'
import { generationTable } from './generations.ts'
import { imageTable, linkTable } from './images.ts'
import { keptTables } from './kept.ts'
import { ledgerTable } from './ledger.ts'
import { boardTable, draftTable, preferencesTable } from './library.ts'
import { messageTable } from './messages.ts'
import { incidentTable } from './incidents.ts'
import { noticeTable } from './notices.ts'
import { peopleTable } from './people.ts'
import { choiceTable, requestTable } from './rights.ts'
import type { Database } from './rows.ts'
import { auditTable, banTable, openingTable, operatorTable, paceTable, verificationTable } from './standing.ts'
import { openSession } from './session.ts'
import { idempotencyTable, reportTable, sessionTable } from './small-tables.ts'
import { permissionTable } from './permissions.ts'
import { acceptanceTable, versionTable } from './terms.ts'

export interface PostgresStoreOptions {
  url: string
  /** Name of the worker in this process: what it takes is free for others as soon as its connection ends. */
  holder?: string
  /** Connections at most, besides the one that listens. */
  connections?: number
}

export interface PostgresStore extends Store {
  /** From now on, what this holder takes is free for others as soon as this process's connection ends. */
  holdLease(holder: string): Promise<() => Promise<void>>
}

/** The database must have been migrated. @throws Stated `storage_unavailable` */
export async function createPostgresStore({ url, holder, connections = 10 }: PostgresStoreOptions): Promise<PostgresStore> {
  const hearers = new Set<(id: string, state: GenerationState) => void>()
  const session = await openSession(url, (id, state) => {
    for (const hear of hearers) hear(id, state)
  })
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: createPool(url, connections) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: () => undefined,
  })
  const tablesOf = (on: Kysely<Database>): Tables => ({
    generations: generationTable(on, session.lockOf),
    images: imageTable(on),
    links: linkTable(on),
    ledger: ledgerTable(on),
    idempotency: idempotencyTable(on),
    sessions: sessionTable(on),
    accounts: accountTable(on),
    members: memberTable(on),
    invitations: invitationTable(on),
    keys: keyTable(on),
    paces: paceTable(on),
    audit: auditTable(on),
    verifications: verificationTable(on),
    openings: openingTable(on),
    bans: banTable(on),
    operators: operatorTable(on),
    ...clientTables(on),
    ...consentTables(on),
    ...evidenceTables(on),
    ...keptTables(on),
    reports: reportTable(on),
    requests: requestTable(on),
    choices: choiceTable(on),
    engineStandings: engineStandingTable(on),
    engineTimings: engineTimingTable(on),
    engineControls: engineControlTable(on),
    boards: boardTable(on),
    drafts: draftTable(on),
    preferences: preferencesTable(on),
    messages: messageTable(on),
    people: peopleTable(on),
    permissions: permissionTable(on),
    versions: versionTable(on),
    acceptances: acceptanceTable(on),
    notices: noticeTable(on),
    incidents: incidentTable(on),
    calls: callTable(on),
  })
  const holdLease = async (name: string): Promise<() => Promise<void>> => {
    await session.hold(name)
    return () => session.release(name)
  }
  if (holder !== undefined) await holdLease(holder)
  return {
    ...tablesOf(db),
    holdLease,
    transaction: (work) => db.transaction().execute((trx) => work(tablesOf(trx))),
    onGeneration(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async close() {
      hearers.clear()
      await session.close()
      await db.destroy()
    },
  }
}
