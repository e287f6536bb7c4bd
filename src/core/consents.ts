// Consents to devices: what is asked, in which words, and the record of each yes and no. Nothing is allowed until somebody said so.

import type { Charter } from '../charter/schema.ts'
import type { Belonging } from './belongings.ts'
import type { Caller } from './callers.ts'
import { devices, type ConsentMatter, type ConsentRow, type Device } from './consent-tables.ts'
import { Stated, type Language } from './errors.ts'
import type { Parts } from './ports.ts'
import { allDoOptional, askAll } from './rules.ts'
import { inForce } from './terms.ts'

/** The questions; what the operator adds comes behind. */
const questions: Record<Device, Record<Language, string>> = {
  camera: {
    en: 'May this page use your camera? It is on only while you look at its picture here. What you take is treated like a picture that you upload; nothing else leaves your browser, and nothing is recorded. You can take this back at any time under "Your data".',
    zh: '是否允许此页面使用您的摄像头？仅当您在此查看其画面时才会开启。您拍下的图片按上传图片处理；其他内容不会离开浏览器，也不会被录制。您可随时在“您的数据”中撤回。',
  },
  microphone: {
    en: 'May this page use your microphone? It is on only while you hold the button. What you say is turned into words for your prompt and not kept as sound. You can take this back at any time under "Your data".',
    zh: '是否允许此页面使用您的麦克风？仅当您按住按钮时才会开启。您说的话会转为提示词文字，不会保存声音。您可随时在“您的数据”中撤回。',
  },
  screen: {
    en: 'May this page take a picture of your screen? Your browser asks you which window each time. Only the one picture that you take is used, like a picture that you upload. You can take this back at any time under "Your data".',
    zh: '是否允许此页面截取您的屏幕画面？每次都由浏览器询问您选择哪个窗口。只使用您截取的那一张图片，按上传图片处理。您可随时在“您的数据”中撤回。',
  },
}

export interface AskedText {
  en: string
  zh: string
  /** Hex. A consent counts for this text and no other. */
  digest: string
}

export interface DeviceView {
  device: Device
  allowed: boolean
  since?: Date
  text: AskedText
}

export const devicesOf = ({ devices: settings }: Pick<Charter, 'devices'>): Device[] => devices.filter((device) => settings[device].enabled)

export const digestOfText = ({ sealing }: Pick<Parts, 'sealing'>, matter: ConsentMatter, { en, zh }: { en: string; zh: string }): string =>
  Array.from(sealing.sha256(JSON.stringify([matter, en, zh])), (byte) => byte.toString(16).padStart(2, '0')).join('')

function textOf(parts: Pick<Parts, 'charter' | 'sealing'>, device: Device): AskedText {
  const { words } = parts.charter.devices[device]
  const text = { en: [questions[device].en, words?.en].filter(Boolean).join(' '), zh: [questions[device].zh, words?.zh].filter(Boolean).join('') }
  return { ...text, digest: digestOfText(parts, device, text) }
}

/** Devices that this charter lets pages ask for. A consent to another text than today's counts for nothing. */
export async function readDevices(parts: Parts, caller: Caller): Promise<DeviceView[]> {
  const rows = await parts.store.consents.listOf(caller.owner)
  const optional = await allDoOptional(parts, caller)
  return devicesOf(parts.charter).map((device) => {
    const text = textOf(parts, device)
    const newest = rows.find(({ matter }) => matter === device)
    return { device, allowed: optional && parts.rules.every((rule) => rule.mayUseDevice?.(newest, text.digest) ?? true), since: newest?.at, text }
  })
}

/** @throws Stated `field_invalid` for a device that is off here, `consent_outdated` when another text was shown; or a rule's refusal */
export async function consentToDevice(parts: Parts, caller: Caller, device: Device, said: { allowed: boolean; digest?: string | undefined; language: Language }): Promise<void> {
  const known = (await parts.store.consents.listOf(caller.owner)).find(({ matter }) => matter === device)
  if (!said.allowed) return void (known?.allowed && (await appendConsent(parts, { ...known, ...said, digest: known.digest, how: 'taken-back' })))
  if (!devicesOf(parts.charter).includes(device)) throw new Stated('field_invalid', { field: 'matter', reason: 'this server does not ask for it.' }, 'matter')
  const { digest } = textOf(parts, device)
  if (said.digest !== digest) throw new Stated('consent_outdated')
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'optional', caller }, parts))
  await appendConsent(parts, { owner: caller.owner, matter: device, allowed: true, digest, language: said.language, how: 'asked' })
}

/** With the version of the published terms that counts now. */
export async function appendConsent({ store, clock }: Pick<Parts, 'store' | 'clock'>, { owner, matter, allowed, digest, language, how }: Omit<ConsentRow, 'at' | 'version'>): Promise<void> {
  const at = clock.now()
  const version = inForce(await store.versions.list(), at)?.id
  await store.consents.insert({ owner, matter, allowed, digest, language, ...(version !== undefined && { version }), how, at })
}

export const describeConsent = ({ matter, allowed, digest, version, language, how, at }: ConsentRow) => ({ matter, allowed, digest, version: version ?? null, language, how, at: at.toISOString() })

export const consentsHad: Belonging = {
  kind: 'consents',
  tables: ['consents'],
  why: 'you-said-so',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.consents.listOf(owner)).length }),
  remove: (tables, { owner }) => tables.consents.removeOf(owner),
  async *copy({ store }, { owner }) {
    yield { path: 'consents.json', content: (await store.consents.listOf(owner)).map(describeConsent) }
  },
}
