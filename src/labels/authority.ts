// Who signs: a certificate authority of this instance's own, or the operator's certificate; keys stay in files of mode 600.

import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import { access, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as x509 from '@peculiar/x509'

/** PEM throughout; the signing certificate first, then the ones above it. */
export interface Authority {
  chain: string[]
  /** What everything is signed under: the last one of a chain, or the own authority. */
  root: string
  /** PKCS #8. */
  key: Uint8Array
  /** For codes that only this instance can compute. */
  secret: Uint8Array
}

export interface OperatorCertificate {
  chainFile: string
  keyFile: string
}

const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const fileName = 'authority.json'
const day = 86_400_000
const year = 365 * day
/** Without a time stamp a signature counts only while its certificate does, so that it lasts long. */
const signerYears = 10
const authorityYears = 20
const emailProtection = '1.3.6.1.5.5.7.3.4'
const contentSigning = '1.3.6.1.4.1.62558.2.1'

/** Reads the folder's authority, and makes it on first use. Several processes may ask at once: the first one counts. */
export async function openAuthority(folder: string, provider: string, operator?: OperatorCertificate): Promise<Authority> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const own = await keep(join(folder, fileName), async () => JSON.stringify(packed(await createAuthority(provider))))
  const authority = unpacked(JSON.parse(own) as Packed)
  if (!operator) return authority
  const chain = (await readFile(operator.chainFile, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const root = chain.at(-1)
  if (!root) throw new Error(`labels.certificate.chainFile ${operator.chainFile} holds no certificate`)
  const key = new Uint8Array(x509.PemConverter.decodeFirst(await readFile(operator.keyFile, 'utf8')))
  return { ...authority, chain, root, key }
}

export const hasAuthority = (folder: string): Promise<boolean> =>
  access(join(folder, fileName)).then(
    () => true,
    () => false,
  )

/** For a program run without a data folder: signs with a certificate that nobody knows beforehand. */
export async function createAuthority(provider: string, now = new Date()): Promise<Authority> {
  const above = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const below = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const notBefore = new Date(now.getTime() - day)
  const name = nameOf(provider)
  const organisation = { O: [name] }
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [organisation, { CN: [`${name} label authority`] }],
    notBefore,
    notAfter: new Date(now.getTime() + authorityYears * year),
    signingAlgorithm: curve,
    keys: above,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(above.publicKey),
    ],
  })
  const signer = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [organisation, { CN: [`${name} labels`] }],
    issuer: root.subject,
    notBefore,
    notAfter: new Date(now.getTime() + signerYears * year),
    signingAlgorithm: curve,
    publicKey: below.publicKey,
    signingKey: above.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([emailProtection, contentSigning], false),
      await x509.AuthorityKeyIdentifierExtension.create(above.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(below.publicKey),
    ],
  })
  // The authority's own private key is forgotten here: it signs this one certificate and never again.
  const key = new Uint8Array(await crypto.subtle.exportKey('pkcs8', below.privateKey))
  return { chain: [signer.toString('pem')], root: root.toString('pem'), key, secret: new Uint8Array(randomBytes(32)) }
}

/** The certificate library takes what stands in straight quotes, or follows a #, for something else. */
const nameOf = (provider: string): string => provider.replace(/"/g, "'").replace(/^#+/, '').trim() || 'Gesso'

/** Positive and of full length: some readers refuse others. */
const serial = (): string => `4${randomBytes(15).toString('hex')}`.slice(0, 30)

/** The file's text; made first, whole and on disk before it has its name, when there is none. */
async function keep(file: string, make: () => Promise<string>): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known !== undefined) return known
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(await make())
    await handle.sync()
  } finally {
    await handle.close()
  }
  // A link fails where the name is taken: another process was first, and its authority counts.
  await link(draft, file).catch(() => undefined)
  await rm(draft, { force: true })
  return readFile(file, 'utf8')
}

interface Packed {
  chain: string[]
  root: string
  key: string
  secret: string
}

const packed = ({ chain, root, key, secret }: Authority): Packed => ({
  chain,
  root,
  key: Buffer.from(key).toString('base64'),
  secret: Buffer.from(secret).toString('base64'),
})

const unpacked = ({ chain, root, key, secret }: Packed): Authority => ({
  chain,
  root,
  key: new Uint8Array(Buffer.from(key, 'base64')),
  secret: new Uint8Array(Buffer.from(secret, 'base64')),
})
