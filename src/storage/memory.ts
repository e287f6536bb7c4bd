// The whole store in memory: for drawing without a server and for tests. Transactions work on a layer that is thrown away or kept.

import type { Store, Tables } from '../core/ports.ts'
import type { GenerationState } from '../core/rows.ts'
import { accountTables } from './memory/accounts.ts'
import { callTable } from './memory/calls.ts'
import { clientTables } from './memory/clients.ts'
import { consentTables } from './memory/consents.ts'
import { engineStandingTable } from './memory/engine-standings.ts'
import { engineControlTable, engineTimingTable } from './memory/engine-timings.ts'
import { evidenceTables } from './memory/evidence.ts'
import { generationTable } from './memory/generations.ts'
import { imageTable, linkTable } from './memory/images.ts'
import { keptTables } from './memory/kept.ts'
import { emptyState, keepLayer, layerOver, type State } from './memory/layers.ts'
import { ledgerTable } from './memory/ledger.ts'
import { boardTable, draftTable, preferencesTable } from './memory/library.ts'
import { messageTable } from './memory/messages.ts'
import { incidentTable } from './memory/incidents.ts'
import { noticeTable } from './memory/notices.ts'
import { peopleTable } from './memory/people.ts'
import { permissionTable } from './memory/permissions.ts'
import { choiceTable, requestTable } from './memory/rights.ts'
import { idempotencyTable, reportTable, sessionTable } from './memory/small-tables.ts'
import { acceptanceTable, versionTable } from './memory/terms.ts'

/** Nothing of it outlives the process. */
export function createMemoryStore(): Store {
  const state = emptyState()
  const hearers = new Set<(id: string, state: GenerationState) => void>()
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other, so that no two changes see each other half done. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  function transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return inTurn(async () => {
      const layer = layerOver(state)
      const news: Array<[string, GenerationState]> = []
      const result = await work(tablesOf(layer, (id, became) => news.push([id, became])))
      keepLayer(layer)
      for (const [id, became] of news) for (const hear of hearers) hear(id, became)
      return result
    })
  }

  return {
    ...alone(transaction),
    transaction,
    onGeneration(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    async close() {
      hearers.clear()
    },
  }
}

function tablesOf(state: State, tell: (id: string, became: GenerationState) => void): Tables {
  return {
    generations: generationTable(state, tell),
    images: imageTable(state),
    calls: callTable(state),
    ...keptTables(state),
    links: linkTable(state),
    ledger: ledgerTable(state),
    idempotency: idempotencyTable(state),
    sessions: sessionTable(state),
    ...accountTables(state),
    ...clientTables(state),
    ...consentTables(state),
    ...evidenceTables(state),
    reports: reportTable(state),
    requests: requestTable(state),
    choices: choiceTable(state),
    engineStandings: engineStandingTable(state),
    engineTimings: engineTimingTable(state),
    engineControls: engineControlTable(state),
    boards: boardTable(state),
    drafts: draftTable(state),
    preferences: preferencesTable(state),
    messages: messageTable(state),
    people: peopleTable(state),
    permissions: permissionTable(state),
    versions: versionTable(state),
    acceptances: acceptanceTable(state),
    notices: noticeTable(state),
    incidents: incidentTable(state),
  }
}

/** Tables whose every call is a transaction of its own. */
function alone(transaction: Store['transaction']): Tables {
  const names = Object.keys(tablesOf(emptyState(), () => undefined)) as Array<keyof Tables>
  const tableOf = (name: keyof Tables): object =>
    new Proxy({}, {
      get: (_, method) => (...args: unknown[]) =>
        transaction(async (tables) => {
          const table = tables[name] as unknown as Record<string | symbol, (...args: unknown[]) => Promise<unknown>>
          return table[method]?.(...args)
        }),
    })
  return Object.fromEntries(names.map((name) => [name, tableOf(name)])) as unknown as Tables
}
