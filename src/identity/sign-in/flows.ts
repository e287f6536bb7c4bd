// The ways in: by code, by password, by a second step. Each answers the same, in the same time, whether somebody is there or not.

import { Stated, type Language } from '../../core/errors.ts'
import type { Parts, Person } from '../../core/ports.ts'
import { admit, checkSignUp, type Arriving } from '../newcomers.ts'
import { issueCode, putBack, useCode, type CodeUse, type Contact } from './codes.ts'
import { checkNewPassword, hashPassword, passwordFits, setPassword } from './passwords.ts'
import { findByContact, setContact } from './persons.ts'
import { signOutEverywhere, startSignIn, type Started } from './sign-ins.ts'
import { takeTry } from './tries.ts'

/** Who asks, as far as the connection tells. */
export interface Asking {
  address: string | undefined
  agent: string | null
  language: Language
  /** What counts when it leads to a new account. */
  arriving?: Arriving | undefined
}

export interface TicketView {
  ticket: string
  expiresAt: Date
}

/** @throws Stated `sign_in_way_off` */
export function needWay({ charter }: Pick<Parts, 'charter'>, way: 'password' | 'mailCode' | 'phoneCode' | 'passkey' | 'secondFactor' | 'news'): void {
  if (!charter.signIn[way]) throw new Stated('sign_in_way_off', { way })
}

/** A mail address in small letters, a number in international form. @throws Stated `field_invalid` */
export function readContact(given: { mail?: string | undefined; phone?: string | undefined }): Contact {
  if ((given.mail === undefined) === (given.phone === undefined)) throw new Stated('field_invalid', { field: 'mail', reason: 'give either mail or phone' }, 'mail')
  if (given.mail !== undefined) {
    const value = given.mail.trim().normalize('NFC').toLowerCase()
    if (!/^[^\s@<>"(),:;\\]{1,64}@[^\s@<>"(),:;\\]{1,253}$/.test(value) || /\.invalid$/.test(value) || value.includes('..')) throw new Stated('field_invalid', { field: 'mail', reason: 'this is no mail address' }, 'mail')
    return { kind: 'mail', value }
  }
  const digits = (given.phone ?? '').replace(/[\s().-]/g, '')
  const value = /^1[3-9]\d{9}$/.test(digits) ? `+86${digits}` : digits
  if (!/^\+[1-9]\d{6,14}$/.test(value)) throw new Stated('field_invalid', { field: 'phone', reason: 'give it in international form, e.g. +8613812345678' }, 'phone')
  return { kind: 'phone', value }
}

/** Sends a code to sign in. Where people may sign up, the same code makes an account. */
export async function askCode(parts: Parts, contact: Contact, asking: Asking): Promise<TicketView> {
  needWay(parts, contact.kind === 'mail' ? 'mailCode' : 'phoneCode')
  await takeTry(parts, 'send', contact.value, asking.address)
  const known = await findByContact(parts, contact)
  const decoy = known === undefined && !parts.charter.signIn.signUp
  return send(parts, 'sign-in-code', { purpose: 'sign-in', contact, language: asking.language }, asking.language, decoy)
}

/** A new account with a password: the address is confirmed first, and until then nothing of it is there. */
export async function askSignUp(parts: Parts, { contact, password, name }: { contact: Contact; password: string; name?: string | undefined }, asking: Asking): Promise<TicketView> {
  needWay(parts, 'password')
  if (!parts.charter.signIn.signUp) throw new Stated('sign_in_way_off', { way: 'signUp' })
  await checkSignUp(parts, asking.arriving ?? {})
  await takeTry(parts, 'send', contact.value, asking.address)
  await checkNewPassword(parts, password, contact.value)
  const passwordHash = await hashPassword(parts, password)
  const use: CodeUse = { purpose: 'sign-up', contact, passwordHash, language: asking.language, ...(name ? { name } : {}) }
  const known = await findByContact(parts, contact)
  if (known === undefined) return send(parts, 'confirm-code', use, asking.language)
  const { ticket, expiresAt } = await issueCode(parts, use, true)
  void parts.messages.send({ to: { mail: contact.value }, template: 'already-there', values: {}, language: asking.language }).catch(() => undefined)
  return { ticket, expiresAt }
}

/** A code to choose a new password. */
export async function askReset(parts: Parts, contact: Contact, asking: Asking): Promise<TicketView> {
  needWay(parts, 'password')
  await takeTry(parts, 'send', contact.value, asking.address)
  const person = await findByContact(parts, contact)
  const use: CodeUse = { purpose: 'reset', contact, ...(person === undefined ? {} : { person }) }
  return send(parts, 'password-reset', use, asking.language, person === undefined)
}

/** Whoever asks does not wait for the message: its time would tell whether it was sent. */
async function send(parts: Parts, template: 'sign-in-code' | 'confirm-code' | 'password-reset', use: CodeUse, language: Language, decoy = false): Promise<TicketView> {
  const { ticket, code, expiresAt } = await issueCode(parts, use, decoy)
  const { kind, value } = use.contact
  const values = { code, minutes: String(parts.charter.signIn.codeMinutes) }
  if (!decoy) void parts.messages.send({ to: kind === 'mail' ? { mail: value } : { phone: value }, template, values, language }).catch(() => undefined)
  return { ticket, expiresAt }
}

/** For people who are signed in: a code to a contact, new or their own. */
export async function sendOwnCode(parts: Parts, purpose: 'contact' | 'confirm', person: string, contact: Contact, asking: Asking): Promise<TicketView> {
  await takeTry(parts, 'send', contact.value, asking.address)
  return send(parts, purpose === 'contact' ? 'confirm-code' : 'sign-in-code', { purpose, contact, person }, asking.language)
}

/** The code of `askCode` or `askSignUp`. @throws Stated `sign_in_failed` */
export async function enterCode(parts: Parts, ticket: string, code: string, asking: Asking): Promise<Started & { isNew: boolean }> {
  await takeTry(parts, 'code', ticket, asking.address)
  const use = await useCode(parts, ticket, code, ['sign-in', 'sign-up'])
  if (!use) throw new Stated('sign_in_failed')
  const { contact } = use
  const known = await findByContact(parts, contact)
  const isNew = known === undefined
  if (isNew && !parts.charter.signIn.signUp) throw new Stated('sign_in_failed')
  const person = known ?? (await admitByCode(parts, { use, ticket, code }, asking))
  return { ...(await startSignIn(parts, person, contact.kind, asking.agent)), isNew }
}

/** Who still has to be asked for their age keeps the code: it works again with the answer. */
async function admitByCode(parts: Parts, { use, ticket, code }: { use: CodeUse; ticket: string; code: string }, { arriving }: Asking): Promise<string> {
  const { contact, passwordHash, name, language } = use
  try {
    return await admit(parts, { contact, name, language, passwordHash }, arriving ?? {})
  } catch (error) {
    if (error instanceof Stated && error.code === 'age_missing') await putBack(parts, ticket, code, use)
    throw error
  }
}

/** @throws Stated `sign_in_failed` */
export async function enterPassword(parts: Parts, contact: Contact, password: string, asking: Asking): Promise<Started> {
  needWay(parts, 'password')
  await takeTry(parts, 'password', contact.value, asking.address)
  const person = await findByContact(parts, contact)
  if (!(await passwordFits(parts, person, password)) || person === undefined) throw new Stated('sign_in_failed')
  return startSignIn(parts, person, 'password', asking.agent)
}

/** A new password by the code of `askReset`; every sign-in ends. @throws Stated `sign_in_failed` */
export async function enterReset(parts: Parts, ticket: string, code: string, password: string, asking: Asking): Promise<void> {
  needWay(parts, 'password')
  await takeTry(parts, 'code', ticket, asking.address)
  await checkNewPassword(parts, password)
  const use = await useCode(parts, ticket, code, ['reset'])
  if (!use?.person) throw new Stated('sign_in_failed')
  await setPassword(parts, use.person, await hashPassword(parts, password))
  await signOutEverywhere(parts, { id: use.person })
  await tellOfChange(parts, use.person, 'password')
}

/** The code that was sent to a new contact. @throws Stated `sign_in_failed`, `login_taken` */
export async function enterContactCode(parts: Parts, person: Person, ticket: string, code: string, asking: Asking): Promise<void> {
  await takeTry(parts, 'code', ticket, asking.address)
  const use = await useCode(parts, ticket, code, ['contact'])
  if (use?.person !== person.id) throw new Stated('sign_in_failed')
  await tellOfChange(parts, person.id, use.contact.kind)
  await setContact(parts, person.id, use.contact)
}

const changes = {
  password: { en: 'The password of your account was changed.', zh: '您账户的密码已更改。' },
  mail: { en: 'The mail address of your account was changed.', zh: '您账户的电子邮件地址已更改。' },
  phone: { en: 'The phone number of your account was changed.', zh: '您账户的手机号码已更改。' },
  passkey: { en: 'A passkey of your account was added or removed.', zh: '您账户的通行密钥已添加或移除。' },
  'second-factor': { en: 'The second step of your account was switched on or off.', zh: '您账户的两步验证已开启或关闭。' },
  login: { en: 'A sign-in by another site was linked to your account or unlinked.', zh: '您账户的第三方登录已关联或解除。' },
} as const

/** Tells people where they can be reached that something which guards their account changed. Goes to the contact as it is now. */
export async function tellOfChange(parts: Parts, person: string, what: keyof typeof changes): Promise<void> {
  const [row] = await parts.store.people.find('people', [{ column: 'id', is: '=', value: person }])
  const language = row?.language === 'zh' ? 'zh' : 'en'
  await parts.messages.send({ to: { person }, template: 'security-change', values: { what: changes[what][language] }, language })
}
