// Reads and checks a model's folder: which layout it has, what the model can do, whether this machine has room for it.

import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import type { SizeRule } from '../sizes.ts'
import { readDiffusionFolder } from './diffusion-folder.ts'
import { FolderUnusable, type GraphFile } from './files.ts'
import type { Model } from './messages.ts'
import type { Reader } from './words.ts'
import { findZImage, readZImageFolder } from './z-image-folder.ts'

interface Range {
  usual: number
  least: number
  most: number
}

/** Everything that is known of a model from its folder alone. */
export interface FolderModel {
  model: Model
  graphs: GraphFile[]
  /** Settings that change what it draws. */
  configs: unknown[]
  reader: Reader
  sizes: SizeRule
  steps: Range
  /** Absent where the model takes none. */
  guidance: Range | null
  reference: boolean
  negativePrompt: boolean
  /** For people. */
  about: { pipeline: string; scheduler: string }
}

export interface FolderFacts extends FolderModel {
  /** Other weights or settings give another one. */
  version: string
  /** Whether there is room for one copy of the weights only. */
  frugal: boolean
}

/** Measured: weights of convolutions stand in memory twice where they are laid out for the processor; else a little more than the files. */
const roomyShare = 2.1
const frugalShare = 1.15
/** Pictures on the way take room too. */
const roomToDraw = 512 * 2 ** 20

const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1)

/** `memory` is what this machine has, in bytes. @throws FolderUnusable */
export async function readFolder(folder: string, memory: number = memoryHere()): Promise<FolderFacts> {
  const there = await stat(folder).catch(() => undefined)
  if (!there?.isDirectory()) throw new FolderUnusable('there is no such folder; fetch a model with "gesso pull", or correct "folder"')
  const zImage = await findZImage(folder)
  if (zImage === undefined && !(await stat(join(folder, 'model_index.json')).catch(() => undefined))) {
    throw new FolderUnusable('it has neither model_index.json (Stable Diffusion) nor transformer_model*.onnx (Z-Image); point "folder" at the folder that holds one of them')
  }
  const read = zImage === undefined ? await readDiffusionFolder(folder) : await readZImageFolder(folder, zImage)
  const bytes = read.graphs.reduce((sum, graph) => sum + graph.bytes, 0)
  const needs = bytes * frugalShare + roomToDraw
  if (needs > memory) throw new FolderUnusable(`drawing with it takes about ${gibibytes(needs)} GiB of memory and this machine has ${gibibytes(memory)}; take a smaller model, or draw it on another machine through an address`)
  return { ...read, frugal: bytes * roomyShare + roomToDraw > memory, version: versionOf(read) }
}

/** A container's limit counts where there is one. */
function memoryHere(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

/** The lengths of the files stand for their content: reading gigabytes at each start would take longer than drawing. */
function versionOf({ graphs, configs, about }: FolderModel): string {
  const told = JSON.stringify([about, configs, graphs.map(({ name, bytes }) => [name, bytes])])
  return `onnx-${createHash('sha256').update(told).digest('hex').slice(0, 12)}`
}
