// The four graphs of a checkpoint as functions; every tensor between them is named by the graphs themselves.

import { Tensor, type InferenceSession } from 'onnxruntime-node'
import type { Bytes, Pixels } from '../../core/ports.ts'
import { GraphMismatch, openSession } from '../onnx-session.ts'
import { graphFile, graphs, type Graph } from './checkpoint.ts'
import type { ModelShape } from './messages.ts'

/** What the text encoder says about one or two prompts, handed to the transformer by name. */
export type Condition = Record<string, Tensor>

export interface Latent {
  data: Float32Array
  /** Channels, height, width. */
  dims: [number, number, number]
}

export interface Graphs {
  encodeWords(prompts: BigInt64Array[]): Promise<Condition>
  /** One velocity for each prompt of the condition, all for the same latent at the same time. */
  velocities(latent: Latent, time: number, condition: Condition): Promise<Float32Array[]>
  encodePixels(rgb: Bytes, width: number, height: number): Promise<Latent>
  decode(latent: Latent): Promise<Pixels>
  latentDims(width: number, height: number): Latent['dims']
}

/** @throws GraphMismatch when the graphs do not fit each other */
export async function openGraphs(folder: string, shape: ModelShape, threads: number): Promise<Graphs> {
  const sessions = {} as Record<Graph, InferenceSession>
  for (const graph of graphs) sessions[graph] = await openSession(graphFile(folder, graph), `${graph}/model.onnx`, threads)
  const { text_encoder, transformer, vae_encoder, vae_decoder } = sessions
  const given = new Set(['latent', 'time', ...text_encoder.outputNames])
  const missing = transformer.inputNames.filter((name) => !given.has(name))
  if (missing.length > 0) throw new GraphMismatch(`transformer/model.onnx wants "${missing.join('", "')}", which text_encoder/model.onnx does not make`)
  const conditionNames = transformer.inputNames.filter((name) => name !== 'latent' && name !== 'time')
  const [black, white] = shape.image_range
  const scale = shape.pixel_size / shape.latent_size

  return {
    async encodeWords(prompts) {
      const length = prompts[0]?.length ?? 0
      const ids = new BigInt64Array(prompts.length * length)
      prompts.forEach((prompt, place) => ids.set(prompt, place * length))
      const outputs = await run(text_encoder, new Tensor('int64', ids, [prompts.length, length]))
      return Object.fromEntries(conditionNames.map((name) => [name, outputs[name] as Tensor]))
    },
    async velocities(latent, time, condition) {
      const batch = batchOf(condition)
      const data = new Float32Array(batch * latent.data.length)
      for (let place = 0; place < batch; place++) data.set(latent.data, place * latent.data.length)
      const feeds = {
        ...condition,
        latent: new Tensor('float32', data, [batch, ...latent.dims]),
        time: new Tensor('float32', new Float32Array(batch).fill(time), [batch]),
      }
      const velocity = floats(first(transformer, await transformer.run(feeds)))
      return Array.from({ length: batch }, (_, place) => velocity.subarray(place * latent.data.length, (place + 1) * latent.data.length))
    },
    async encodePixels(rgb, width, height) {
      const planes = new Float32Array(rgb.length)
      const area = width * height
      for (let pixel = 0; pixel < area; pixel++) {
        for (let plane = 0; plane < 3; plane++) planes[plane * area + pixel] = black + ((rgb[pixel * 3 + plane] ?? 0) / 255) * (white - black)
      }
      const outputs = await run(vae_encoder, new Tensor('float32', planes, [1, 3, height, width]))
      return { data: floats(first(vae_encoder, outputs)), dims: latentDims(width, height) }
    },
    async decode(latent) {
      const image = first(vae_decoder, await run(vae_decoder, new Tensor('float32', latent.data, [1, ...latent.dims])))
      return toPixels(floats(image), image.dims[3] ?? 0, image.dims[2] ?? 0)
    },
    latentDims,
  }

  function latentDims(width: number, height: number): Latent['dims'] {
    return [shape.latent_channels, height / scale, width / scale]
  }

  function toPixels(planes: Float32Array, width: number, height: number): Pixels {
    const area = width * height
    const rgb = new Uint8Array(area * 3)
    for (let plane = 0; plane < 3; plane++) {
      for (let pixel = 0; pixel < area; pixel++) {
        const light = (((planes[plane * area + pixel] ?? 0) - black) / (white - black)) * 255
        rgb[pixel * 3 + plane] = Math.min(255, Math.max(0, Math.round(light)))
      }
    }
    return { width, height, rgb }
  }
}

/** The condition of its first prompt alone. */
export function firstOf(condition: Condition): Condition {
  const batch = batchOf(condition)
  return Object.fromEntries(
    Object.entries(condition).map(([name, tensor]) => {
      const data = tensor.data as Float32Array
      return [name, new Tensor(tensor.type as 'float32', data.subarray(0, data.length / batch), [1, ...tensor.dims.slice(1)])]
    }),
  )
}

function batchOf(condition: Condition): number {
  return Object.values(condition)[0]?.dims[0] ?? 1
}

function run(session: InferenceSession, input: Tensor): Promise<InferenceSession.OnnxValueMapType> {
  return session.run({ [session.inputNames[0] ?? '']: input })
}

function first(session: InferenceSession, outputs: InferenceSession.OnnxValueMapType): Tensor {
  return outputs[session.outputNames[0] ?? ''] as Tensor
}

function floats(tensor: Tensor): Float32Array {
  return tensor.data as Float32Array
}
