// A picture that went the way of all outputs, and what tools that are not ours read from its file.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initSync, WasmReader } from '@contentauth/c2pa-wasm'
import { readCharter } from '../../src/charter/load.ts'
import type { Charter } from '../../src/charter/schema.ts'
import { finishPicture } from '../../src/core/finishing.ts'
import type { ImageFormat, Labels, Parts, Pixels } from '../../src/core/ports.ts'
import type { FinishFacts } from '../../src/core/rules.ts'
import { createLabels } from '../../src/labels/labels.ts'
import { createSharpPixels } from '../../src/pixels/sharp.ts'
import { rules } from '../../src/trust/index.ts'

export const madeAt = new Date('2026-11-22T12:00:00Z')

export function charterWith(labels: Record<string, unknown>): Charter {
  return readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 'until-deleted', logDays: 200 }, labels })
}

export interface Made {
  file: Uint8Array
  small: Uint8Array
  pixels: Pixels
  labels: Labels
}

/** Through every rule, as a worker does it. */
export async function labelled(charter: Charter, format: ImageFormat, { side = 512, edited = false, pixels = colourful(side) } = {}): Promise<Made> {
  const labels = await createLabels(charter, {})
  const parts = { charter, rules, labels, pixels: createSharpPixels(), log: { write: () => undefined } } as unknown as Parts
  const order = { model: 'painter', prompt: 'a red fox in the snow', negativePrompt: '', width: side, height: side, seeds: [7], format }
  const facts: FinishFacts = { kind: 'image', generation: 'gen_test', image: 'img_test', owner: 'owner/local', number: 0, engine: 'painter', model: 'painter', version: '1', format, edited, madeAt, order, seed: 7 }
  return { ...(await finishPicture(parts, pixels, facts)), pixels, labels }
}

/** Soft colours, some edges and some noise, as pictures have them. */
export function colourful(side: number): Pixels {
  const rgb = new Uint8Array(side * side * 3)
  let chance = 1
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side]
    chance = (chance * 48271) % 2147483647
    const noise = (chance % 9) - 4
    const disc = Math.hypot(x - 0.5, y - 0.6) < 0.25 ? 90 : 0
    rgb[at * 3] = clamp(60 + 120 * x + disc + noise)
    rgb[at * 3 + 1] = clamp(90 + 80 * y - disc / 2 + noise)
    rgb[at * 3 + 2] = clamp(180 - 100 * x * y + noise)
  }
  return { width: side, height: side, rgb }
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

let started = false

/** What the reference reader of the C2PA says. */
export async function readByReference(file: Uint8Array, format: ImageFormat) {
  if (!started) initSync({ module: readFileSync(createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm')) })
  started = true
  const report = JSON.parse((await WasmReader.fromBytes(`image/${format}`, file)).json())
  const manifest = report.manifests[report.active_manifest]
  return {
    state: report.validation_state as string,
    actions: manifest.assertions.find(({ label }: { label: string }) => label.startsWith('c2pa.actions')).data.actions as Array<Record<string, any>>,
    ingredients: (manifest.ingredients ?? []) as Array<Record<string, any>>,
    failures: ((report.validation_results?.activeManifest?.failure ?? []) as Array<{ code: string }>).map(({ code }) => code),
    /** By label. */
    manifests: report.manifests as Record<string, any>,
    signatureInfo: manifest.signature_info as Record<string, any>,
  }
}

/** What ExifTool says, by group and name; undefined where it is not installed. */
export async function readByExifTool(file: Uint8Array, format: ImageFormat): Promise<Record<string, string> | undefined> {
  if (spawnSync('exiftool', ['-ver']).status !== 0) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'gesso-labels-'))
  try {
    const path = join(folder, `picture.${format}`)
    await writeFile(path, file)
    return JSON.parse(spawnSync('exiftool', ['-json', '-G1', path]).stdout.toString())[0]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
