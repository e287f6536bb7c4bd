// Reads the parts of a model's folder and says in plain words what is wrong with one and what to do about it.

import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { checkOnnxFile } from '../onnx-file.ts'
import { readGraphHead, type GraphHead } from '../onnx-head.ts'

/** The folder cannot be used; the message says what is wrong and what to do. */
export class FolderUnusable extends Error {
  override name = 'FolderUnusable'
}

export interface GraphFile extends GraphHead {
  /** From the folder, e.g. `unet/model.onnx`. */
  name: string
  path: string
  /** With the weights beside it. */
  bytes: number
}

/** undefined when there is none. */
export async function readJsonIn(folder: string, file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(join(folder, file), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new FolderUnusable(`${file} cannot be read (${code})`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new FolderUnusable(`${file} is not whole JSON; fetch the file again`)
  }
}

export function readAs<T>(file: string, schema: z.ZodType<T>, content: unknown): T {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new FolderUnusable(`${file}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`)
}

/** @throws FolderUnusable when it is missing, cut, without its weights, or in half precision */
export async function readGraph(folder: string, file: string): Promise<GraphFile> {
  const path = join(folder, file)
  const damage = await checkOnnxFile(path)
  if (damage) throw new FolderUnusable(`${file} ${damage}; fetch the folder again, whole and in its ONNX form`)
  const head = await readGraphHead(path)
  let { size: bytes } = await stat(path)
  for (const [name, least] of head.beside) {
    const beside = join(dirname(path), name)
    if (relative(folder, beside).startsWith('..')) throw new FolderUnusable(`${file} names weights outside of the folder (${name})`)
    const { size } = await stat(beside).catch(() => ({ size: -1 }))
    if (size < 0) throw new FolderUnusable(`${file} has its weights in ${name}, which is missing; fetch it too and put it beside`)
    if (size < least) throw new FolderUnusable(`${relative(folder, beside)} is truncated: ${size} bytes of at least ${least}; fetch it again`)
    bytes += size
  }
  const half = [...head.inputs, ...head.outputs].find(({ type }) => type === 'float16' || type === 'bfloat16')
  if (half) throw new FolderUnusable(`${file} is made for ${half.type} ("${half.name}"), which is for graphics cards; on the processor take the float32 files of this model, or export it anew without half precision`)
  return { ...head, name: file, path, bytes }
}

/** @throws FolderUnusable when it takes something else, naming what it takes */
export function checkInputs({ name, inputs }: GraphFile, needs: readonly string[], may: readonly string[] = []): void {
  const there = inputs.map((input) => input.name)
  const missing = needs.filter((one) => !there.includes(one))
  const strange = there.filter((one) => !needs.includes(one) && !may.includes(one))
  if (missing.length === 0 && strange.length === 0) return
  throw new FolderUnusable(`${name} takes ${quoted(there)}, but should take ${quoted(needs)}; it was exported for another program: take one with the usual names`)
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ') || 'nothing'

/** The size of an input along one side, where it is fixed. */
export function fixedSize({ inputs }: GraphFile, input: string | number, axis: number): number | undefined {
  const dim = inputs.find((one, place) => one.name === input || place === input)?.dims[axis]
  return typeof dim === 'number' && dim > 0 ? dim : undefined
}
