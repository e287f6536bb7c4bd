// Rows in memory, and layers over them: a layer's changes show in it alone until it is kept.

import type { CallRow } from '../../core/call-tables.ts'
import type { EngineControl, EngineStanding } from '../../core/engines.ts'
import type { Timing } from '../../core/timings.ts'
import type { ChoiceRow, IdempotencyRow, ReportRow, RequestRow, SessionRow } from '../../core/ports.ts'
import type { AccountRow, AuditRow, InvitationRow, KeyRow, MemberRow, OpeningRow, VerificationRow } from '../../core/account-tables.ts'
import type { AgeAnswerRow, ConsentRow, GuardianRow } from '../../core/consent-tables.ts'
import type { Cell, ContactRow, FigureRow } from '../../core/evidence-tables.ts'
import type { BoardRow, DraftRow, PlacingRow, PreferencesRow } from '../../core/library-tables.ts'
import type { HeldThingRow, HoldRow, PublicationRow } from '../../core/kept-tables.ts'
import type { MessageRow } from '../../core/messages.ts'
import type { BatchLineRow, BatchRow, DeliveryRow, KeptFileRow, WebhookRow } from '../../core/client-tables.ts'
import type { PeopleTableName, PersonRecord } from '../../core/people.ts'
import type { IncidentRow } from '../../core/incident-tables.ts'
import type { NoticeRow } from '../../core/notice-tables.ts'
import type { PermissionRow } from '../../core/permission-tables.ts'
import type { AcceptanceRow, VersionRow } from '../../core/terms-tables.ts'
import type { Transfer } from '../../core/ledger.ts'
import type { GenerationRow, ImageRow, LinkRow } from '../../core/rows.ts'

/** Rows by key. What goes in and out is copied, so that nobody changes a row in place. */
export interface Rows<Row extends object> {
  get(key: string): Row | undefined
  set(key: string, row: Row): void
  remove(key: string): boolean
  all(): Row[]
}

export interface State {
  generations: Rows<GenerationRow>
  images: Rows<ImageRow>
  links: Rows<LinkRow>
  transfers: Rows<Transfer>
  idempotency: Rows<IdempotencyRow>
  sessions: Rows<SessionRow>
  keys: Rows<KeyRow>
  reports: Rows<ReportRow>
  requests: Rows<RequestRow>
  holds: Rows<HoldRow>
  heldThings: Rows<HeldThingRow>
  publications: Rows<PublicationRow>
  keptFiles: Rows<KeptFileRow>
  batches: Rows<BatchRow>
  batchLines: Rows<BatchLineRow>
  webhooks: Rows<WebhookRow>
  deliveries: Rows<DeliveryRow>
  choices: Rows<ChoiceRow>
  boards: Rows<BoardRow>
  placings: Rows<PlacingRow>
  preferences: Rows<PreferencesRow>
  drafts: Rows<DraftRow>
  messages: Rows<MessageRow>
  people: Rows<{ table: PeopleTableName; row: PersonRecord }>
  accounts: Rows<AccountRow>
  members: Rows<MemberRow>
  invitations: Rows<InvitationRow>
  paces: Rows<{ name: string; fullAt: number }>
  counts: Rows<{ name: string; amount: number; until: Date }>
  audit: Rows<AuditRow>
  verifications: Rows<VerificationRow>
  openings: Rows<OpeningRow>
  operators: Rows<{ person: string; since: Date }>
  bans: Rows<{ digest: Uint8Array; until: Date }>
  versions: Rows<VersionRow>
  acceptances: Rows<AcceptanceRow>
  notices: Rows<NoticeRow>
  incidents: Rows<IncidentRow>
  permissions: Rows<PermissionRow>
  consents: Rows<ConsentRow & { number: number }>
  visitCounts: Rows<Cell & { amount: number }>
  visitMarks: Rows<Cell & { visitor: Uint8Array }>
  keptFigures: Rows<FigureRow>
  contacts: Rows<ContactRow>
  ageAnswers: Rows<AgeAnswerRow>
  ageBlocks: Rows<{ digest: Uint8Array; until: Date }>
  guardians: Rows<GuardianRow>
  engineStandings: Rows<{ holder: string; standing: EngineStanding }>
  engineTimings: Rows<{ newest: Timing[] }>
  engineControls: Rows<EngineControl>
  calls: Rows<CallRow>
}

class BaseRows<Row extends object> implements Rows<Row> {
  private readonly rows = new Map<string, Row>()

  get(key: string): Row | undefined {
    return this.rows.get(key)
  }

  set(key: string, row: Row): void {
    this.rows.set(key, row)
  }

  remove(key: string): boolean {
    return this.rows.delete(key)
  }

  all(): Row[] {
    return [...this.rows.values()]
  }

  entries(): Iterable<[string, Row]> {
    return this.rows
  }
}

class LayerRows<Row extends object> implements Rows<Row> {
  private readonly base: BaseRows<Row>
  private readonly changes = new Map<string, Row | undefined>()

  constructor(base: BaseRows<Row>) {
    this.base = base
  }

  get(key: string): Row | undefined {
    const row = this.changes.has(key) ? this.changes.get(key) : this.base.get(key)
    return row && copyOf(row)
  }

  set(key: string, row: Row): void {
    this.changes.set(key, copyOf(row))
  }

  remove(key: string): boolean {
    const was = this.get(key) !== undefined
    this.changes.set(key, undefined)
    return was
  }

  all(): Row[] {
    if (this.changes.size === 0) return this.base.all().map(copyOf)
    const rows: Row[] = []
    for (const [key, row] of this.base.entries()) if (!this.changes.has(key)) rows.push(copyOf(row))
    for (const row of this.changes.values()) if (row) rows.push(copyOf(row))
    return rows
  }

  keep(): void {
    for (const [key, row] of this.changes) {
      if (row) this.base.set(key, row)
      else this.base.remove(key)
    }
  }
}

const copyOf = <Row extends object>(row: Row): Row => ({ ...row })

export function emptyState(): State {
  return {
    generations: new BaseRows(),
    holds: new BaseRows(),
    heldThings: new BaseRows(),
    publications: new BaseRows(),
    images: new BaseRows(),
    links: new BaseRows(),
    transfers: new BaseRows(),
    idempotency: new BaseRows(),
    sessions: new BaseRows(),
    keys: new BaseRows(),
    reports: new BaseRows(),
    visitCounts: new BaseRows(),
    visitMarks: new BaseRows(),
    keptFigures: new BaseRows(),
    contacts: new BaseRows(),
    requests: new BaseRows(),
    keptFiles: new BaseRows(),
    batches: new BaseRows(),
    batchLines: new BaseRows(),
    webhooks: new BaseRows(),
    deliveries: new BaseRows(),
    choices: new BaseRows(),
    boards: new BaseRows(),
    placings: new BaseRows(),
    preferences: new BaseRows(),
    drafts: new BaseRows(),
    messages: new BaseRows(),
    people: new BaseRows(),
    accounts: new BaseRows(),
    members: new BaseRows(),
    invitations: new BaseRows(),
    paces: new BaseRows(),
    counts: new BaseRows(),
    audit: new BaseRows(),
    verifications: new BaseRows(),
    openings: new BaseRows(),
    bans: new BaseRows(),
    operators: new BaseRows(),
    versions: new BaseRows(),
    acceptances: new BaseRows(),
    notices: new BaseRows(),
    incidents: new BaseRows(),
    permissions: new BaseRows(),
    consents: new BaseRows(),
    ageAnswers: new BaseRows(),
    ageBlocks: new BaseRows(),
    guardians: new BaseRows(),
    engineStandings: new BaseRows(),
    engineTimings: new BaseRows(),
    engineControls: new BaseRows(),
    calls: new BaseRows(),
  }
}

export function layerOver(state: State): State {
  const layers = Object.entries(state).map(([name, rows]) => [name, new LayerRows(rows as BaseRows<object>)])
  return Object.fromEntries(layers) as State
}

export function keepLayer(layer: State): void {
  for (const rows of Object.values(layer)) (rows as LayerRows<object>).keep()
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
