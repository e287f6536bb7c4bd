// Text messages by three vendors' APIs: Aliyun, Baidu and Twilio, each with its own request and signature.

import { createHash, createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { smsEndpoints } from '../charter/people-contradictions.ts'
import type { Charter } from '../charter/schema.ts'
import type { Clock, Random } from '../core/ports.ts'
import { theDoor } from '../outbound/door.ts'
import { DeliveryFault, type Adapter, type Delivery } from './outbox.ts'

type Settings = Charter['messages']['sms']
type Vendor = keyof typeof smsEndpoints

/** A request as the vendor wants it. */
export interface VendorRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** What a signature is made of beside the message. */
export interface Signing {
  settings: Settings
  secret: string
  now: Date
  /** Twelve bytes or more by chance, in hex. */
  nonce: string
}

export function createSmsAdapter(settings: Settings, vendor: Vendor, { clock, random }: { clock: Clock; random: Random }): Adapter {
  return async (delivery) => {
    const secret = await secretOf(settings)
    const request = requests[vendor](delivery, { settings, secret, now: clock.now(), nonce: Buffer.from(random.bytes(16)).toString('hex') })
    const { url, ...rest } = request
    const answer = await theDoor()
      .fetch(url, 'sms', { method: 'POST', ...rest, mostBytes: 65_536, signal: AbortSignal.timeout(20_000) })
      .catch(() => {
        throw new DeliveryFault('unreachable')
      })
    const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>
    verdicts[vendor](answer.status, body)
    return 'sent'
  }
}

const requests: Record<Vendor, (delivery: Delivery, signing: Signing) => VendorRequest> = { aliyun, baidu, twilio }

/** Aliyun: SendSms of dysmsapi 2017-05-25, signed by ACS3-HMAC-SHA256. */
export function aliyun(delivery: Delivery, { settings, secret, now, nonce }: Signing): VendorRequest {
  const url = new URL(settings.endpoint ?? smsEndpoints.aliyun)
  const query = canonicalQuery({ PhoneNumbers: delivery.address.replace(/^\+86/, '').replace(/^\+/, '00'), SignName: settings.sender, TemplateCode: templateOf(settings, delivery), TemplateParam: JSON.stringify(parametersOf(delivery)) })
  const body = ''
  const headers: Record<string, string> = {
    host: url.host,
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': sha256(body),
    'x-acs-date': now.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': '2017-05-25',
  }
  const signed = Object.keys(headers).sort()
  const canonical = ['POST', '/', query, ...signed.map((name) => `${name}:${headers[name]}`), '', signed.join(';'), sha256(body)].join('\n')
  const signature = hmac(secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`)
  return { url: `${url.origin}/?${query}`, headers: { ...headers, authorization: `ACS3-HMAC-SHA256 Credential=${settings.keyId},SignedHeaders=${signed.join(';')},Signature=${signature}` }, body }
}

/** Baidu: /api/v3/sendsms, signed by bce-auth-v1. */
export function baidu(delivery: Delivery, { settings, secret, now }: Signing): VendorRequest {
  const url = new URL('/api/v3/sendsms', settings.endpoint ?? smsEndpoints.baidu)
  const body = JSON.stringify({ mobile: delivery.address.replace(/^\+86/, ''), template: templateOf(settings, delivery), signatureId: settings.sender, contentVar: parametersOf(delivery) })
  const time = now.toISOString().replace(/\.\d{3}Z$/, 'Z')
  const headers: Record<string, string> = { host: url.host, 'content-type': 'application/json;charset=utf-8', 'x-bce-date': time }
  const prefix = `bce-auth-v1/${settings.keyId}/${time}/1800`
  const signed = Object.keys(headers).sort()
  const canonical = ['POST', url.pathname, '', signed.map((name) => `${encode(name)}:${encode(headers[name] ?? '')}`).join('\n')].join('\n')
  const signature = hmac(hmac(secret, prefix), canonical)
  return { url: url.href, headers: { ...headers, authorization: `${prefix}/${signed.join(';')}/${signature}` }, body }
}

/** Twilio: Messages of 2010-04-01, with the account's name and token. */
export function twilio(delivery: Delivery, { settings, secret }: Signing): VendorRequest {
  const url = new URL(`/2010-04-01/Accounts/${encodeURIComponent(settings.keyId)}/Messages.json`, settings.endpoint ?? smsEndpoints.twilio)
  const body = new URLSearchParams({ To: delivery.address, From: settings.sender, Body: delivery.text }).toString()
  return { url: url.href, headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${settings.keyId}:${secret}`).toString('base64')}` }, body }
}

/** Throws what the vendor's answer means; a number that cannot be is final. */
const verdicts: Record<Vendor, (status: number, body: Record<string, unknown>) => void> = {
  aliyun(status, { Code: code }) {
    if (status !== 200 || code !== 'OK') throw new DeliveryFault(`aliyun-${String(code ?? status)}`, String(code) === 'isv.MOBILE_NUMBER_ILLEGAL' ? 'no-such-address' : 'passing')
  },
  baidu(status, { code }) {
    if (status !== 200 || String(code) !== '1000') throw new DeliveryFault(`baidu-${String(code ?? status)}`, String(code) === 'InvalidParameter' ? 'final' : 'passing')
  },
  twilio(status, { code }) {
    if (status !== 201) throw new DeliveryFault(`twilio-${String(code ?? status)}`, ['21211', '21614', '21610'].includes(String(code)) ? 'no-such-address' : 'passing')
  },
}

/** @throws DeliveryFault when the vendor approved no such template */
function templateOf({ templates }: Settings, { template, language }: Delivery): string {
  const found = templates[`${template}.${language}`] ?? templates[`${template}.zh`]
  if (!found) throw new DeliveryFault('no-template', 'final')
  return found
}

/** Vendors' templates name the same values as ours. */
function parametersOf({ values }: Delivery): Record<string, string> {
  const { instance: _, ...rest } = values
  return rest
}

async function secretOf({ secretFile }: Settings): Promise<string> {
  if (secretFile === undefined) throw new DeliveryFault('no-secret')
  const secret = await readFile(secretFile, 'utf8').catch(() => {
    throw new DeliveryFault('secret-file-unreadable')
  })
  return secret.trim()
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')
/** Percent-encoding of RFC 3986. */
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
const canonicalQuery = (values: Record<string, string>): string => Object.keys(values).sort().map((name) => `${encode(name)}=${encode(values[name] ?? '')}`).join('&')
