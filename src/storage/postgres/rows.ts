// The columns of each table as kysely sees them, and how they become the core's rows.

import type { Generated } from 'kysely'
import type { GenerationRow, ImageRow, LinkRow } from '../../core/rows.ts'
import type { AccountRow, AuditRow, InvitationRow, KeyRow, MemberRow, OpeningRow, VerificationRow } from '../../core/account-tables.ts'
import type { CallRow } from '../../core/call-tables.ts'
import type { BatchLineRow, BatchRow, DeliveryRow, KeptFileRow, WebhookRow } from '../../core/client-tables.ts'
import type { IncidentRow } from '../../core/incident-tables.ts'
import type { NoticeRow } from '../../core/notice-tables.ts'
import type { PermissionRow } from '../../core/permission-tables.ts'
import type { AcceptanceRow, VersionRow } from '../../core/terms-tables.ts'
import type { AgeAnswerRow, ConsentRow, GuardianRow } from '../../core/consent-tables.ts'
import type { Cell, ContactRow, FigureRow } from '../../core/evidence-tables.ts'
import type { EngineControl } from '../../core/engines.ts'
import type { Timing } from '../../core/timings.ts'
import type { HeldThingRow, HoldRow, PublicationRow } from '../../core/kept-tables.ts'
import type { BoardRow, DraftRow, PlacingRow, PreferencesRow } from '../../core/library-tables.ts'
import type { MessageRow } from '../../core/messages.ts'
import type { ChoiceRow, IdempotencyRow, ReportRow, RequestRow, SessionRow } from '../../core/ports.ts'

/** What may be absent in a row is null in its column. */
export type Columns<Row> = { [Name in keyof Row]-?: undefined extends Row[Name] ? Exclude<Row[Name], undefined> | null : Row[Name] }

export type GenerationColumns = Columns<Omit<GenerationRow, 'turn' | 'lease'>> & {
  turn: bigint
  leaseHolder: string | null
  leaseUntil: Date | null
  leaseLock: number | null
}

export interface TransferColumns {
  id: string
  kind: 'reserve' | 'capture' | 'release'
  generation: string
  at: Date
  key: string | null
}

export interface EntryColumns {
  transfer: string
  place: number
  account: string
  amount: bigint
}

export interface Database {
  generations: GenerationColumns
  images: Columns<ImageRow>
  links: Columns<LinkRow>
  ledgerTransfers: TransferColumns
  ledgerEntries: EntryColumns
  customerBalances: { account: string; balance: bigint }
  idempotency: Columns<IdempotencyRow>
  visitCounts: Cell & { amount: bigint }
  visitMarks: Cell & { visitor: Uint8Array }
  keptFigures: Omit<FigureRow, 'amount'> & { amount: bigint }
  hostContacts: Omit<ContactRow, 'opened' | 'refused' | 'beyond'> & { opened: bigint; refused: bigint; beyond: bigint }
  sessions: Columns<SessionRow>
  apiKeys: Columns<KeyRow>
  reports: Columns<ReportRow>
  requests: Columns<RequestRow>
  choices: Columns<ChoiceRow>
  engineStandings: { engine: string; holder: string; at: Date; standing: string }
  engineTimings: Columns<Timing> & { number: Generated<bigint> }
  engineControls: Columns<EngineControl>
  drafts: Columns<DraftRow>
  holds: Columns<HoldRow>
  heldThings: HeldThingRow
  publications: Columns<PublicationRow>
  boards: BoardRow
  placings: PlacingRow
  preferences: PreferencesRow
  messages: Columns<MessageRow>
  keptFiles: Columns<Omit<KeptFileRow, 'size'>> & { size: bigint }
  batches: Columns<BatchRow>
  batchLines: BatchLineRow
  webhooks: WebhookRow
  webhookDeliveries: Columns<DeliveryRow>
  accounts: Columns<AccountRow>
  members: MemberRow
  invitations: Columns<InvitationRow>
  paces: { name: string; fullAt: number }
  counts: { name: string; amount: bigint; until: Date }
  audit: AuditRow
  verifications: Columns<VerificationRow>
  openings: OpeningRow
  operators: { person: string; since: Date }
  bans: { digest: Uint8Array; until: Date }
  versions: Columns<VersionRow>
  notices: Columns<NoticeRow>
  incidents: Columns<IncidentRow>
  acceptances: AcceptanceRow
  permissions: Columns<PermissionRow>
  consents: Columns<ConsentRow> & { number: Generated<bigint> }
  ageAnswers: AgeAnswerRow
  ageBlocks: { digest: Uint8Array; until: Date }
  guardians: Columns<GuardianRow>
  calls: Columns<CallRow>
}

export type Present<Row> = { [Name in keyof Row]: null extends Row[Name] ? Exclude<Row[Name], null> | undefined : Row[Name] }

/** What is absent, or there as undefined, becomes null: a row is written as a whole. */
export function whole<Empty extends object, Row extends object>(empty: Empty, row: Row): Empty & Row {
  return { ...empty, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) } as Empty & Row
}

/** null becomes absent. */
export function present<Row extends object>(row: Row): Present<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<Row>
}

export function generationOf(columns: GenerationColumns): GenerationRow {
  const { turn, leaseHolder, leaseUntil, leaseLock: _, ...rest } = present(columns)
  const lease = leaseHolder !== undefined && leaseUntil !== undefined ? { lease: { holder: leaseHolder, until: leaseUntil } } : {}
  return { ...rest, turn: Number(turn), ...lease }
}
