// What the console asks of the server: signing in, the person, their accounts, keys and members.

import type { components } from '../../client/index.ts'
import { gesso, take, takeNothing } from '../api.ts'

type Schemas = components['schemas']
export type Ways = Schemas['SignInWays']
export type SignedIn = Schemas['SignedIn']
export type Me = Schemas['Me']
export type SignIn = Schemas['SignInList']['data'][number]
export type Account = Schemas['Account']
export type Member = Schemas['Member']
export type Invitation = Schemas['Invitation']
export type Key = Schemas['ApiKey']
export type NewKey = Schemas['NewApiKey']
export type KeyWish = Schemas['ApiKeyWish']
export type Limits = Schemas['Limits']
export type Verification = Schemas['Verification']
export type VerificationForm = Schemas['VerificationForm']
export type Proof = Schemas['ConfirmRequest']
export type Contact = { mail: string } | { phone: string }

const list = async <T>(asked: Promise<{ data?: { data: T[] }; error?: unknown }>): Promise<T[]> => (await take(asked)).data
const byId = (id: string) => ({ params: { path: { id } } })

export const readWays = () => take(gesso.GET('/v1/sign-in'))
export const askCode = async (body: Contact) => (await take(gesso.POST('/v1/sign-in/codes', { body }))).ticket
export const enterCode = (ticket: string, code: string) => take(gesso.POST('/v1/sign-in/code', { body: { ticket, code } }))
export const signUp = async (mail: string, password: string, name: string) => (await take(gesso.POST('/v1/sign-up', { body: { mail, password, ...(name && { name }) } }))).ticket
export const enterPassword = (mail: string, password: string) => take(gesso.POST('/v1/sign-in/password', { body: { mail, password } }))
export const askReset = async (mail: string) => (await take(gesso.POST('/v1/sign-in/reset', { body: { mail } }))).ticket
export const enterReset = (ticket: string, code: string, password: string) => take(gesso.POST('/v1/sign-in/reset/password', { body: { ticket, code, password } }))
export const enterSecondStep = (body: Schemas['SecondStepRequest']) => take(gesso.POST('/v1/sign-in/second-step', { body }))
export const leaveForProvider = async (id: string) => (await take(gesso.POST('/v1/sign-in/providers/{id}', byId(id)))).url
export const signOut = () => take(gesso.POST('/v1/sign-out'))

export const readMe = () => take(gesso.GET('/v1/me'))
export const changeMe = (body: Schemas['MeChange']) => take(gesso.POST('/v1/me', { body }))
export const listSignIns = () => list<SignIn>(gesso.GET('/v1/me/sign-ins'))
export const endSignIn = (id: string) => take(gesso.DELETE('/v1/me/sign-ins/{id}', byId(id)))
export const signOutElsewhere = () => take(gesso.POST('/v1/me/sign-out-everywhere', { body: { keep_this: true } }))
export const askConfirmCode = async (kind: 'mail' | 'phone') => (await take(gesso.POST('/v1/me/confirm/code', { body: { kind } }))).ticket
export const confirmMe = (body: Proof) => take(gesso.POST('/v1/me/confirm', { body }))
export const choosePassword = (password: string) => take(gesso.POST('/v1/me/password', { body: { password } }))
export const addContact = async (body: Contact) => (await take(gesso.POST('/v1/me/contacts', { body }))).ticket
export const confirmContact = (ticket: string, code: string) => take(gesso.POST('/v1/me/contacts/confirm', { body: { ticket, code } }))
export const prepareSecondFactor = () => take(gesso.POST('/v1/me/second-factor'))
export const confirmSecondFactor = (code: string) => take(gesso.POST('/v1/me/second-factor/confirm', { body: { code } }))
export const removeSecondFactor = () => take(gesso.DELETE('/v1/me/second-factor'))
export const newRecoveryCodes = async () => (await take(gesso.POST('/v1/me/recovery-codes'))).recovery_codes
export const removePasskey = (id: string) => take(gesso.DELETE('/v1/me/passkeys/{id}', byId(id)))
export const linkProvider = async (id: string) => (await take(gesso.POST('/v1/me/providers/{id}', byId(id)))).url
export const unlinkLogin = (id: string) => take(gesso.DELETE('/v1/me/logins/{id}', byId(id)))

/** Asks the authenticator; both ends write what travels as JSON by themselves. */
async function withPasskey(asked: Promise<{ options: object }>, ask: (options: object) => Promise<Credential | null>): Promise<Record<string, unknown>> {
  const { options } = await asked
  const credential = (await ask(options)) as PublicKeyCredential | null
  if (!credential) throw new Error('no passkey')
  return { ...credential.toJSON() }
}

const byPasskey = () =>
  withPasskey(take(gesso.POST('/v1/sign-in/passkey/options')), (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON) }))

export const enterPasskey = async () => take(gesso.POST('/v1/sign-in/passkey', { body: { response: await byPasskey() } }))
export const confirmByPasskey = async () => confirmMe({ response: await byPasskey() })

export async function addPasskey(name: string): Promise<void> {
  const begun = take(gesso.POST('/v1/me/passkeys/options', { body: {} }))
  const response = await withPasskey(begun, (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON) }))
  await take(gesso.POST('/v1/me/passkeys', { body: { response, name } }))
}

export const listAccounts = () => list<Account>(gesso.GET('/v1/accounts'))
export const createAccount = (kind: 'university' | 'enterprise', name: string) => take(gesso.POST('/v1/accounts', { body: { kind, name } }))
export const switchAccount = (id: string) => take(gesso.POST('/v1/accounts/{id}/switch', byId(id)))
export const renameAccount = (name: string) => take(gesso.POST('/v1/account', { body: { name } }))
export const closeAccount = (copy: 'taken' | 'not-wanted') => take(gesso.POST('/v1/account/close', { body: { copy } }))
export const appeal = () => take(gesso.POST('/v1/account/appeal'))
export const listOpenings = () => list<Schemas['Opening']>(gesso.GET('/v1/account/openings'))
export const listDecisions = () => list<Schemas['AccountEventList']['data'][number]>(gesso.GET('/v1/account/events'))

export const listMembers = () => list<Member>(gesso.GET('/v1/account/members'))
export const setRole = (id: string, role: 'admin' | 'developer' | 'viewer') => take(gesso.POST('/v1/account/members/{id}', { ...byId(id), body: { role } }))
export const removeMember = (id: string) => takeNothing(gesso.DELETE('/v1/account/members/{id}', byId(id)))
export const listInvitations = () => list<Invitation>(gesso.GET('/v1/account/invitations'))
export const invite = (mail: string, role: 'admin' | 'developer' | 'viewer') => take(gesso.POST('/v1/account/invitations', { body: { mail, role } }))
export const withdrawInvitation = (id: string) => takeNothing(gesso.DELETE('/v1/account/invitations/{id}', byId(id)))
export const takeInvitation = (token: string) => take(gesso.POST('/v1/invitations/take', { body: { token } }))
export const offerOwnership = (person: string) => take(gesso.POST('/v1/account/ownership', { body: { person } }))
export const listOffers = () => list<Invitation>(gesso.GET('/v1/offers'))
export const takeOwnership = (id: string) => take(gesso.POST('/v1/offers/{id}/take', byId(id)))
export const declineOwnership = (id: string) => takeNothing(gesso.DELETE('/v1/offers/{id}', byId(id)))

export const listKeys = () => list<Key>(gesso.GET('/v1/keys'))
export const createKey = (body: KeyWish) => take(gesso.POST('/v1/keys', { body: { signed_tokens: false, ...body } }))
export const rotateKey = (id: string, overlap: number) => take(gesso.POST('/v1/keys/{id}/rotate', { ...byId(id), body: { overlap_hours: overlap } }))
export const revokeKey = (id: string) => take(gesso.DELETE('/v1/keys/{id}', byId(id)))
export const readLimits = () => take(gesso.GET('/v1/limits'))

export const listVerifications = () => list<Verification>(gesso.GET('/v1/account/verification'))
export const askVerification = (body: VerificationForm) => take(gesso.POST('/v1/account/verification', { body }))
/** The file goes as it is; the description of the API has no type for bytes. */
export const addPaper = (file: Blob) => take(gesso.POST('/v1/account/verification/papers', { body: file as unknown as string, bodySerializer: (body) => body, headers: { 'content-type': file.type } }))

export const carrySession = () => take(gesso.POST('/v1/me/carry-session'))
