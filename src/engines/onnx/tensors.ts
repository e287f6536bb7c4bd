// Numbers into a graph and out of it, in the types and ranks that the graph itself states.

import { Tensor, type InferenceSession } from 'onnxruntime-node'
import type { Bytes, Pixels } from '../../core/ports.ts'
import { GraphMismatch } from '../onnx-session.ts'

export interface Numbers {
  data: ArrayLike<number>
  dims: readonly number[]
}

/** Runs it with inputs by their names and gives the output wanted, or the first. @throws GraphMismatch */
export async function runGraph(session: InferenceSession, given: Record<string, Numbers>, wanted?: (name: string, dims: readonly (number | string)[]) => boolean): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const feeds: Record<string, Tensor> = {}
  for (const input of session.inputMetadata) {
    const numbers = given[input.name]
    if (!numbers || !input.isTensor) throw new GraphMismatch(`a graph wants "${input.name}", which nothing gives`)
    feeds[input.name] = tensorOf(numbers, input.type, input.shape.length)
  }
  const name = session.outputMetadata.find((output) => output.isTensor && wanted?.(output.name, output.shape))?.name ?? session.outputNames[0] ?? ''
  const output = (await session.run(feeds, [name]))[name] as Tensor
  return { data: output.data as Float32Array, dims: output.dims }
}

/** A single number may be stated as one of rank 0. */
function tensorOf({ data, dims }: Numbers, type: string, rank: number): Tensor {
  const shape = rank === 0 && data.length === 1 ? [] : [...dims]
  if (type === 'int64') return new Tensor('int64', BigInt64Array.from(data, (value) => BigInt(Math.round(value))), shape)
  if (type === 'int32') return new Tensor('int32', Int32Array.from(data, Math.round), shape)
  return new Tensor('float32', data instanceof Float32Array ? data : Float32Array.from(data), shape)
}

/** Three planes from -1 (black) to 1 (white). */
export function toPlanes(rgb: Bytes): Float32Array {
  const area = rgb.length / 3
  return Float32Array.from(rgb, (_, place) => ((rgb[(place % area) * 3 + Math.floor(place / area)] ?? 0) / 255) * 2 - 1)
}

export function toPixels({ data, dims }: { data: Float32Array; dims: readonly number[] }): Pixels {
  const [height = 0, width = 0] = dims.slice(-2)
  const area = width * height
  const rgb = new Uint8Array(area * 3)
  for (let plane = 0; plane < 3; plane++) {
    for (let pixel = 0; pixel < area; pixel++) {
      rgb[pixel * 3 + plane] = Math.min(255, Math.max(0, Math.round((((data[plane * area + pixel] ?? 0) + 1) / 2) * 255)))
    }
  }
  return { width, height, rgb }
}
