// Reads the signed history that a sent picture brings, and checks it while the picture is there; only inside the limited process.

import 'reflect-metadata'
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf'
import { ManifestStore } from '@trustnxt/c2pa-ts/manifest'
import type { Bytes, ImageFormat, Origin, OriginFinding } from '../core/ports.ts'
import { boxesIn } from './jumbf.ts'
import { openAsset } from './read-signature.ts'

/** A history with more findings is no usual one. */
const mostFindings = 200

/** undefined where there is none that can be carried on. @throws for a broken one */
export async function readOrigin(file: Bytes, format: ImageFormat): Promise<Origin | undefined> {
  const asset = openAsset(file, format)
  const box = asset?.getManifestJUMBF()
  if (!asset || !box) return undefined
  const manifest = new Uint8Array(box)
  const manifests = boxesIn(manifest)
  const active = manifests.at(-1)
  if (!active || manifests.some(({ label }) => !isPlain(label))) return undefined
  const store = ManifestStore.read(SuperBox.fromBuffer(manifest))
  const { statusEntries } = await store.validate(asset)
  const findings = (wanted: boolean): OriginFinding[] =>
    statusEntries
      .filter(({ success }) => (success ?? true) === wanted)
      .slice(0, mostFindings)
      .map(({ code, url }) => ({ code: String(code).slice(0, 80), url: url?.slice(0, 300) }))
      .filter((finding) => /^[\w.-]+$/.test(finding.code))
  return { manifest, format, label: active.label, whole: findings(true), faults: findings(false) }
}

export const signatureLabel = 'c2pa.signature'

/** It becomes part of an address inside the new file. */
const isPlain = (label: string): boolean => /^[\w:.-]{1,200}$/.test(label)
