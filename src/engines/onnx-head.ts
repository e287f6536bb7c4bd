// Reads what an ONNX file takes, makes and lies in beside itself, without reading its weights.

import { open, type FileHandle } from 'node:fs/promises'

export interface GraphValue {
  name: string
  /** As ONNX Runtime calls it: `float32`, `float16`, `int64`, `int32`; others by their number. */
  type: string
  /** A number where the size is fixed, else its name. */
  dims: Array<number | string>
}

export interface GraphHead {
  inputs: GraphValue[]
  outputs: GraphValue[]
  /** Files beside it that hold weights, and how long each must be at least, in bytes. */
  beside: Map<string, number>
}

const types: Record<number, string> = { 1: 'float32', 6: 'int32', 7: 'int64', 9: 'bool', 10: 'float16', 16: 'bfloat16' }

/** The file must be whole (`checkOnnxFile`). */
export async function readGraphHead(path: string): Promise<GraphHead> {
  const file = await open(path)
  try {
    const source = windowOn(file)
    const { size } = await file.stat()
    const head: GraphHead = { inputs: [], outputs: [], beside: new Map() }
    const weights = new Set<string>()
    for await (const outer of fieldsIn(source, 0, size)) {
      if (outer.field !== 7) continue
      for await (const part of fieldsIn(source, outer.start, outer.end)) {
        if (part.field === 5) weights.add(await readWeight(source, part, head.beside))
        if (part.field === 11) head.inputs.push(await readValue(source, part))
        if (part.field === 12) head.outputs.push(await readValue(source, part))
      }
    }
    // Old files list their weights among the inputs.
    return { ...head, inputs: head.inputs.filter(({ name }) => !weights.has(name)) }
  } finally {
    await file.close()
  }
}

interface Field {
  field: number
  /** Of a number: its value. */
  value: number
  /** Of anything longer: where its content lies. */
  start: number
  end: number
}

type Source = (at: number, length: number) => Promise<Buffer>

const windowBytes = 65_536

/** Small reads come from one larger one. */
function windowOn(file: FileHandle): Source {
  let from = 0
  let held = Buffer.alloc(0)
  return async (at, length) => {
    if (at < from || at + length > from + held.length) {
      const bytes = Buffer.alloc(Math.max(windowBytes, length))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at)
      from = at
      held = bytes.subarray(0, bytesRead)
    }
    return held.subarray(at - from, at - from + length)
  }
}

async function* fieldsIn(source: Source, start: number, end: number): AsyncGenerator<Field> {
  let at = start
  while (at < end) {
    const bytes = await source(at, Math.min(20, end - at))
    const tag = readNumber(bytes, 0)
    const kind = tag.value % 8
    const number = kind === 0 || kind === 2 ? readNumber(bytes, tag.length) : { value: 0, length: kind === 1 ? 8 : 4 }
    const from = at + tag.length + number.length
    const to = kind === 2 ? from + number.value : from
    if (to <= at || to > end) return
    yield { field: Math.floor(tag.value / 8), value: number.value, start: from, end: to }
    at = to
  }
}

function readNumber(bytes: Buffer, from: number): { value: number; length: number } {
  let value = 0
  let length = 0
  while (from + length < bytes.length && length < 10) {
    const byte = bytes[from + length] ?? 0
    value += (byte & 0x7f) * 2 ** (7 * length)
    length++
    if (byte < 0x80) break
  }
  return { value, length: Math.max(1, length) }
}

const readText = async (source: Source, { start, end }: Field): Promise<string> => (await source(start, end - start)).toString('utf8')

/** Its name; where its numbers lie in another file, that file is noted. */
async function readWeight(source: Source, weight: Field, beside: Map<string, number>): Promise<string> {
  let name = ''
  const told: Record<string, string> = {}
  for await (const part of fieldsIn(source, weight.start, weight.end)) {
    if (part.field === 8) name = await readText(source, part)
    if (part.field !== 13) continue
    const pair = ['', '']
    for await (const half of fieldsIn(source, part.start, part.end)) pair[half.field - 1] = await readText(source, half)
    told[pair[0] ?? ''] = pair[1] ?? ''
  }
  if (told.location) beside.set(told.location, Math.max(beside.get(told.location) ?? 0, Number(told.offset ?? 0) + Number(told.length ?? 0)))
  return name
}

/** ValueInfoProto: a name and, three levels down, the type and the sizes. */
async function readValue(source: Source, value: Field): Promise<GraphValue> {
  const found: GraphValue = { name: '', type: 'unknown', dims: [] }
  for await (const part of fieldsIn(source, value.start, value.end)) {
    if (part.field === 1) found.name = await readText(source, part)
    if (part.field !== 2) continue
    for await (const kind of fieldsIn(source, part.start, part.end)) {
      if (kind.field !== 1) continue
      for await (const tensor of fieldsIn(source, kind.start, kind.end)) {
        if (tensor.field === 1) found.type = types[tensor.value] ?? `type ${tensor.value}`
        if (tensor.field === 2) found.dims = await readDims(source, tensor)
      }
    }
  }
  return found
}

async function readDims(source: Source, shape: Field): Promise<Array<number | string>> {
  const dims: Array<number | string> = []
  for await (const dim of fieldsIn(source, shape.start, shape.end)) {
    let size: number | string = '?'
    for await (const part of fieldsIn(source, dim.start, dim.end)) size = part.field === 1 ? part.value : await readText(source, part)
    dims.push(size)
  }
  return dims
}
