// Checks the C2PA signature of a file in the browser alone; loaded only where pictures are checked, for its library is large.

import 'reflect-metadata'
import { JPEG, PNG, type Asset } from '@trustnxt/c2pa-ts/asset'
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf'
import { ManifestStore } from '@trustnxt/c2pa-ts/manifest'
import { WebpAsset } from '../../client/webp-asset.ts'

/** `valid` says that nothing was changed since somebody signed it, not who that was: anybody can make a certificate. */
export type SignatureFinding = { finding: 'valid'; signer: string } | { finding: 'changed' | 'none' | 'unable' }

const readers: Record<string, new (data: Uint8Array) => Asset> = { 'image/png': PNG, 'image/jpeg': JPEG, 'image/webp': WebpAsset }

export async function checkSignature(file: Blob): Promise<SignatureFinding> {
  const Reader = readers[file.type]
  // Browsers give the tools for signatures to safe addresses only: HTTPS, or this machine.
  if (!Reader || !isSecureContext) return { finding: 'unable' }
  try {
    const asset = new Reader(new Uint8Array(await file.arrayBuffer()))
    const box = asset.getManifestJUMBF()
    if (!box) return { finding: 'none' }
    const store = ManifestStore.read(SuperBox.fromBuffer(new Uint8Array(box)))
    const { isValid, statusEntries } = await store.validate(asset)
    const signer = store.getActiveManifest()?.signature?.signatureData.certificate?.subject
    if (isValid && signer) return { finding: 'valid', signer: signer.slice(0, 200) }
    return { finding: statusEntries.some(({ success, code }) => !success && /mismatch$/i.test(code)) ? 'changed' : 'unable' }
  } catch {
    return { finding: 'unable' }
  }
}
