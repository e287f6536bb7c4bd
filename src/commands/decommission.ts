// gesso decommission: says when a server ends, and on that day destroys every key and writes a signed certificate.

import { createHash, randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import { canonical } from '../core/receipts.ts'
import { readNotice, writeNotice, type Notice } from '../ending.ts'
import { chooseHome, homeOf, type Places } from '../home.ts'
import { openFileVault } from '../sealing/file-vault.ts'
import { signerFrom } from '../sealing/signature.ts'
import { Failure } from './exit.ts'
import { sentenceOr } from './operating.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const home = { type: 'string', valueHint: 'DIR', description: 'Data folder; usual: GESSO_HOME' } as const

const announce = defineCommand({
  meta: { name: 'announce', description: 'Write down the day on which this server ends; until then people can export their things' },
  args: { on: { type: 'string', required: true, valueHint: '2026-12-22', description: 'The day, UTC' }, home },
  async run({ args }) {
    const { not_before } = await announceEnd(await placesOf(args.home), args.on, new Date())
    console.log(`This server ends on ${not_before.slice(0, 10)}. Let it run until then: its pages tell everybody, and they can export what is theirs.`)
    return 0
  },
})

const carryOut = defineCommand({
  meta: { name: 'carry-out', description: 'Destroy every key for good, and write the certificate; the server must be stopped' },
  args: { certificate: { type: 'positional', required: true, description: 'A new file for the signed certificate' }, home },
  async run({ args }) {
    const places = await placesOf(args.home)
    const certificate = await sentenceOr(() => destroyAll(places, args.certificate, new Date()))
    console.log(`Destroyed ${certificate.keys} keys. Nothing sealed by this server can be opened any more, here or in any backup. Certificate: ${args.certificate}. The data folder ${places.home} can be removed.`)
    return 0
  },
})

/** @throws Failure for a day that is none or is over */
export async function announceEnd(places: Places, on: string, now: Date): Promise<Notice> {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(on) ? new Date(`${on}T00:00:00Z`) : new Date(NaN)
  if (Number.isNaN(day.getTime()) || day <= now) throw new Failure('usage', `"${on}" is not a coming day. Give one as 2026-12-22.`)
  const notice: Notice = { announced_at: now.toISOString(), not_before: day.toISOString() }
  await writeNotice(places, notice).catch((error: NodeJS.ErrnoException) => {
    throw new Failure('failed', `The notice cannot be written to ${places.home} (${error.code}). Name the data folder with --home.`)
  })
  return notice
}

export interface Certificate extends Notice {
  object: 'certificate-of-destruction'
  carried_out_at: string
  keys: number
  /** SHA-256 over the sorted names of the keys, one a line: proves later which they were, and tells none. */
  names: string
  key: { kty: 'OKP'; crv: 'Ed25519'; x: string }
  /** Ed25519 over the canonical JSON of everything else, base64url; by the key that signed this server's receipts. */
  signature: string
}

/** The certificate is on the disk before the first key is destroyed. @throws Failure, Stated `vault_in_use` */
export async function destroyAll(places: Places, file: string, now: Date): Promise<Certificate> {
  const notice = await readNotice(places)
  if (!notice) throw new Failure('refused', 'The end was not announced. First: gesso decommission announce --on DAY.')
  if (new Date(notice.not_before) > now) throw new Failure('refused', `It may be carried out from ${notice.not_before.slice(0, 10)} on; until then people can export what is theirs.`)
  const vault = await openFileVault(places.vault, random)
  try {
    if ((await vault.names('hold/')).length > 0) throw new Failure('refused', 'A law makes this server keep things: hand them over (gesso hold open) and end the holds (gesso hold end) first.')
    await vault.publicKey('server/receipts')
    const names = await vault.names('')
    const signer = signerFrom((await vault.privateKey('server/receipts')) as Uint8Array)
    const body = {
      object: 'certificate-of-destruction' as const,
      ...notice,
      carried_out_at: now.toISOString(),
      keys: names.length,
      names: createHash('sha256').update(names.join('\n')).digest('hex'),
      key: { kty: 'OKP' as const, crv: 'Ed25519' as const, x: signer.publicKey },
    }
    const certificate: Certificate = { ...body, signature: signer.sign(new TextEncoder().encode(canonical(body))) }
    await writeFile(resolve(file), `${JSON.stringify(certificate, null, 2)}\n`, { flag: 'wx', flush: true }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('failed', `${file} cannot be written (${error.code}). Choose a new file; nothing was destroyed.`)
    })
    await vault.destroy(names)
    // What signs labels is a key too.
    await rm(places.labels, { recursive: true, force: true })
    return certificate
  } finally {
    await vault.close()
  }
}

async function placesOf(asked: string | undefined): Promise<Places> {
  const config = readConfig()
  return homeOf(asked ?? (await chooseHome(config.home, config.homeGiven)))
}

export default defineCommand({
  meta: { name: 'decommission', description: 'End a server for good: notice first, then every key destroyed and a signed certificate' },
  subCommands: { announce, 'carry-out': carryOut },
})
