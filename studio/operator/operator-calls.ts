// What an operator asks of the server: accounts without names, decisions, looks with a reason, papers, messages.

import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'

type Schemas = components['schemas']
export type Brief = Schemas['AccountBrief']
export type Standing = Brief['standing']
export type Reason = Schemas['StandingWish']['reason']
export type VerdictReason = Schemas['Verdict']['reason']
export type Personal = Schemas['PersonalData']
export type Outgoing = Schemas['MessageList']['data'][number]

const byId = (id: string) => ({ params: { path: { id } } })

export const listAccounts = (standing?: Standing, before?: string) => take(gesso.GET('/v1/operator/accounts', { params: { query: { standing, before, limit: 50 } } }))
export const findAccounts = (contact: { mail: string } | { phone: string }) => take(gesso.POST('/v1/operator/accounts/find', { body: contact }))
export const readAccount = (id: string) => take(gesso.GET('/v1/operator/accounts/{id}', byId(id)))
export const decide = (id: string, standing: Standing, reason: Reason) => take(gesso.POST('/v1/operator/accounts/{id}/standing', { ...byId(id), body: { standing, reason } }))
export const openLook = (id: string, reason: string, minutes: number) => take(gesso.POST('/v1/operator/accounts/{id}/openings', { ...byId(id), body: { reason, minutes } }))
export const readPersonal = (id: string) => take(gesso.GET('/v1/operator/accounts/{id}/personal', byId(id)))
export const listVerifications = async () => (await take(gesso.GET('/v1/operator/verifications'))).data
export const readVerification = (id: string) => take(gesso.GET('/v1/operator/verifications/{id}', byId(id)))
export const giveVerdict = (id: string, verified: boolean, reason: VerdictReason) => take(gesso.POST('/v1/operator/verifications/{id}/verdict', { ...byId(id), body: { verified, reason } }))
export const paperAddressOf = (id: string, number: number): string => `/v1/operator/verifications/${id}/papers/${number}`
export const readMessages = () => take(gesso.GET('/v1/messages'))
export const readOverview = () => take(gesso.GET('/v1/operator/overview'))
export type OverviewHour = Schemas['Overview']['ended']['hours'][number]
export const openIncident = (body: Schemas['NewIncident']) => take(gesso.POST('/v1/incidents', { body }))
export type IncidentState = Schemas['IncidentUpdate']['state']
export const tellMore = (id: string, state: IncidentState, words: Schemas['IncidentUpdate']['words']) => take(gesso.POST('/v1/incidents/{id}/updates', { ...byId(id), body: { state, words } }))
export const readAudit = () => take(gesso.GET('/v1/operator/audit'))
