// Checks the C2PA manifest of a file: whether it is whole, whether the file is the signed one, and who signed.

import 'reflect-metadata'
import { X509Certificate } from '@peculiar/x509'
import { JPEG, PNG, type Asset } from '@trustnxt/c2pa-ts/asset'
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf'
import { ActionAssertion, ManifestStore, ValidationStatusCode, type Manifest } from '@trustnxt/c2pa-ts/manifest'
import { WebpAsset } from '../../client/webp-asset.ts'
import type { Bytes, ImageFormat, LayerFinding } from '../core/ports.ts'

/** What an instance's own signatures are known by. */
export interface OwnSignature {
  chain: string[]
  root: string
}

export async function readSignature(file: Bytes, format: ImageFormat, own: OwnSignature): Promise<LayerFinding> {
  const asset = openAsset(file, format)
  const box = asset?.getManifestJUMBF()
  if (!asset || !box) return { layer: 'signature', finding: 'none', facts: {} }
  try {
    const store = ManifestStore.read(SuperBox.fromBuffer(new Uint8Array(box)))
    const manifest = store.getActiveManifest()
    if (!manifest) return { layer: 'signature', finding: 'unreadable', facts: {} }
    const result = await store.validate(asset)
    const errors = result.statusEntries.filter(({ success }) => !success).map(({ code }) => code)
    const signed = result.statusEntries.some(({ code }) => code === ValidationStatusCode.ClaimSignatureValidated)
    const mine = signed && (await signedHere(manifest, own))
    return { layer: 'signature', finding: `${mine ? 'ours' : 'others'}${result.isValid ? '' : '-changed'}`, facts: factsOf(manifest, errors) }
  } catch {
    return { layer: 'signature', finding: 'unreadable', facts: {} }
  }
}

export function openAsset(file: Bytes, format: ImageFormat): Asset | undefined {
  try {
    if (format === 'png') return new PNG(file)
    return format === 'jpeg' ? new JPEG(file) : new WebpAsset(file)
  } catch {
    return undefined
  }
}

/** Signed by this instance's certificate, or by an earlier one under the same authority. */
async function signedHere(manifest: Manifest, { chain, root }: OwnSignature): Promise<boolean> {
  const signed = manifest.signature?.signatureData.certificate
  if (!signed) return false
  const certificate = new X509Certificate(signed.rawData)
  if (chain[0] && certificate.equal(new X509Certificate(chain[0]))) return true
  const authority = new X509Certificate(root)
  if (chain[0] && new X509Certificate(chain[0]).issuer !== authority.subject) return false
  return certificate.issuer === authority.subject && certificate.verify({ publicKey: await authority.publicKey.export(), signatureOnly: true })
}

function factsOf(manifest: Manifest, errors: string[]): Record<string, string> {
  const actions = manifest.assertions?.assertions.find((one) => one instanceof ActionAssertion)?.actions ?? []
  const made = actions.find(({ digitalSourceType }) => digitalSourceType)
  const certificate = manifest.signature?.signatureData.certificate
  const stamped = manifest.signature?.signatureData.timestamp
  return {
    ...(certificate ? { signer: certificate.subject.slice(0, 200) } : {}),
    ...(made?.softwareAgent ? { software: `${made.softwareAgent.name} ${made.softwareAgent.version ?? ''}`.trim().slice(0, 200) } : {}),
    ...(made?.digitalSourceType ? { source: made.digitalSourceType.split('/').pop() ?? '' } : {}),
    ...(stamped ? { stampedAt: stamped.toISOString() } : {}),
    ...(errors.length > 0 ? { faults: [...new Set(errors)].join(', ').slice(0, 300) } : {}),
  }
}
