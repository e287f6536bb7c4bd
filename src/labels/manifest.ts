// Signs a file with a C2PA manifest that says how the picture came to be; the last thing that is done to a file.

import 'reflect-metadata'
import { createPrivateKey, randomUUID, sign as signBytes } from 'node:crypto'
import { X509Certificate } from '@peculiar/x509'
import { JPEG, PNG, type Asset } from '@trustnxt/c2pa-ts/asset'
import { CoseAlgorithmIdentifier, type Signer } from '@trustnxt/c2pa-ts/cose'
import {
  ActionAssertion,
  ActionType,
  ClaimVersion,
  DataHashAssertion,
  ManifestStore,
  type DigitalSourceType,
  type IngredientAssertion,
  type Manifest,
} from '@trustnxt/c2pa-ts/manifest'
import type { TimestampProvider } from '@trustnxt/c2pa-ts/rfc3161'
import { WebpAsset } from '../../client/webp-asset.ts'
import type { Bytes, ImageFormat, LabelText } from '../core/ports.ts'
import type { Authority } from './authority.ts'
import { addIngredients } from './ingredients.ts'
import { withManifests, type LabelledBox } from './jumbf.ts'
import { sourceTypeOf } from './metadata.ts'

/** Room for the signature; a time stamp brings the certificates of its authority with it. */
const room = { signature: 1024, timestamp: 12_000 }

export interface Signing {
  signer: Signer
  timestamps?: TimestampProvider
}

/** Signatures in the fixed-length form: the other form is called invalid by the reference reader. */
export function signerOf({ chain, key }: Authority): Signer {
  const privateKey = createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' })
  const [certificate, ...above] = chain.map((pem) => new X509Certificate(pem))
  return {
    algorithm: CoseAlgorithmIdentifier.ES256,
    certificate: certificate as unknown as Signer['certificate'],
    chainCertificates: above as unknown as Signer['chainCertificates'],
    sign: async (payload) => new Uint8Array(signBytes('sha256', payload, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  }
}

export async function signFile(file: Bytes, format: ImageFormat, text: LabelText, { signer, timestamps }: Signing): Promise<Bytes> {
  const asset = assetOf(file, format)
  const store = new ManifestStore()
  const manifest = store.createManifest({
    claimVersion: ClaimVersion.V2,
    assetFormat: `image/${format}`,
    instanceID: `xmp:iid:${randomUUID()}`,
    defaultHashAlgorithm: 'SHA-256',
    signer,
  })
  if (manifest.claim) {
    manifest.claim.claimGeneratorName = 'Gesso'
    manifest.claim.claimGeneratorVersion = '0.1.0'
  }
  if (manifest.signature) manifest.signature.signatureData.paddingLength = timestamps ? room.timestamp : room.signature
  const binding = DataHashAssertion.create('SHA-256')
  const brought = describeMaking(manifest, text)
  manifest.addAssertion(binding)
  await asset.ensureManifestSpace(store.measureSize() + brought.reduce((sum, { bytes }) => sum + bytes.length, 0))
  await binding.updateWithAsset(asset)
  await manifest.sign(signer, timestamps)
  await asset.writeManifestJUMBF(withManifests(store.getBytes(), brought))
  return asset.getDataRange()
}

function assetOf(file: Bytes, format: ImageFormat): Asset {
  if (format === 'png') return new PNG(file)
  return format === 'jpeg' ? new JPEG(file) : new WebpAsset(file)
}

/** A new picture was created; one made from somebody's picture was opened and then edited. */
function describeMaking(manifest: Manifest, text: LabelText): LabelledBox[] {
  const assertion = new ActionAssertion()
  assertion.label = 'c2pa.actions.v2'
  const made = {
    digitalSourceType: sourceTypeOf(text.edited) as DigitalSourceType,
    softwareAgent: { name: `${text.engine}: ${text.model}`, version: text.version },
  }
  if (!text.edited) {
    assertion.actions = [{ action: ActionType.C2paCreated, ...made }]
    manifest.addAssertion(assertion)
    return []
  }
  const { parent, inputs, manifests } = addIngredients(manifest, text.given ?? { pictures: 1, origins: [] })
  const references = (all: IngredientAssertion[]) => ({ ingredients: all.map((one) => manifest.createAssertionReference(one)) })
  assertion.actions = [
    { action: ActionType.C2paOpened, parameters: references([parent]) },
    { action: ActionType.C2paEdited, ...made, ...(inputs.length > 0 ? { parameters: references(inputs) } : {}) },
  ]
  manifest.addAssertion(assertion)
  return manifests
}
