// Understands a Stable Diffusion folder in diffusers' ONNX layout: which graphs, sizes, scheduler and abilities it has.

import { z } from 'zod'
import { checkInputs, fixedSize, FolderUnusable, readAs, readGraph, readJsonIn, type GraphFile } from './files.ts'
import type { FolderModel } from './folder.ts'
import { schedulerSchema } from './scheduler.ts'
import { readClip } from './words.ts'

const count = z.number().int().positive()
const indexSchema = z.looseObject({ _class_name: z.string().min(1) })
const unetSchema = z.looseObject({ in_channels: count.default(4), sample_size: z.union([count, z.array(count).length(2)]).nullish(), time_cond_proj_dim: count.nullish() })
const autoencoderSchema = z.looseObject({ scaling_factor: z.number().positive().default(0.18215), shift_factor: z.number().nullish(), block_out_channels: z.array(count).min(1).default([128, 256, 512, 512]) })

export async function readDiffusionFolder(folder: string): Promise<FolderModel> {
  const index = readAs('model_index.json', indexSchema, await readJsonIn(folder, 'model_index.json'))
  if ('text_encoder_2' in index || index._class_name.includes('XL')) {
    throw new FolderUnusable('it is a Stable Diffusion XL folder with two text encoders, which is not drawn here; take a Stable Diffusion 1.x or 2.x, LCM or Z-Image folder, or draw it with the driver stable-diffusion.cpp')
  }
  const config = await readJsonIn(folder, 'scheduler/scheduler_config.json')
  if (config === undefined) throw new FolderUnusable('scheduler/scheduler_config.json is missing; fetch it too')
  const scheduler = readAs('scheduler/scheduler_config.json', schedulerSchema, config)
  const text = await readGraph(folder, 'text_encoder/model.onnx')
  const unet = await readGraph(folder, 'unet/model.onnx')
  const decoder = await readGraph(folder, 'vae_decoder/model.onnx')
  const encoder = await readGraph(folder, 'vae_encoder/model.onnx').catch((error: Error) => {
    if (/ is missing/.test(error.message) && !error.message.includes('weights')) return undefined
    throw error
  })
  checkInputs(text, ['input_ids'], ['attention_mask'])
  checkInputs(unet, ['sample', 'timestep', 'encoder_hidden_states'], ['timestep_cond'])
  for (const one of [decoder, ...(encoder ? [encoder] : [])]) if (one.inputs.length !== 1) throw new FolderUnusable(`${one.name} takes ${one.inputs.length} inputs, but should take one picture`)

  const network = readAs('unet/config.json', unetSchema, (await readJsonIn(folder, 'unet/config.json')) ?? {})
  const autoencoder = readAs('vae_decoder/config.json', autoencoderSchema, (await readJsonIn(folder, 'vae_decoder/config.json')) ?? (await readJsonIn(folder, 'vae/config.json')) ?? {})
  const channels = fixedSize(unet, 'sample', 1) ?? network.in_channels
  checkShape(unet, channels)
  const scale = 2 ** (autoencoder.block_out_channels.length - 1)
  const guided = unet.inputs.some(({ name }) => name === 'timestep_cond')
  const [usual, free] = sizesOf(unet, network.sample_size ?? undefined, scale)
  const graphs = [text, unet, decoder, ...(encoder ? [encoder] : [])]
  const lcm = scheduler.kind === 'lcm'

  return {
    graphs,
    configs: [index, config, network, autoencoder],
    reader: await readClip(folder, fixedSize(text, 'input_ids', 1)),
    model: {
      kind: 'diffusion',
      graphs: { text: text.path, unet: unet.path, decoder: decoder.path, encoder: encoder?.path },
      scheduler,
      channels,
      scale,
      scaling: autoencoder.scaling_factor,
      shift: autoencoder.shift_factor ?? 0,
      guidanceWidth: guided ? (fixedSize(unet, 'timestep_cond', 1) ?? network.time_cond_proj_dim ?? 256) : undefined,
    },
    sizes: free ? { sizes: [usual], multipleOf: 8 * scale, least: Math.max(64, half(Math.min(...usual), 8 * scale)), largest: 2 * Math.max(...usual), mostArea: 2 * usual[0] * usual[1] } : { sizes: [usual] },
    steps: lcm ? { usual: 4, least: 1, most: Math.min(50, scheduler.originalSteps) } : { usual: 20, least: 1, most: 100 },
    // An LCM without guidance of its own was made to be drawn without any.
    guidance: guided ? { usual: 8.5, least: 1, most: 20 } : lcm ? { usual: 1, least: 1, most: 10 } : { usual: 7.5, least: 1, most: 30 },
    reference: encoder !== undefined,
    negativePrompt: !guided,
    about: { pipeline: index._class_name, scheduler: scheduler.name },
  }
}

const half = (side: number, step: number): number => Math.max(step, Math.floor(side / 2 / step) * step)

function checkShape(unet: GraphFile, channels: number): void {
  if (channels === 9) throw new FolderUnusable('its UNet is made for inpainting alone (9 channels); take the usual folder of the model: parts are redrawn with that too')
  if (channels !== 4 && channels !== 16) throw new FolderUnusable(`its UNet takes ${channels} channels, which is no Stable Diffusion`)
  const batch = fixedSize(unet, 'sample', 0)
  if (batch !== undefined && batch !== 1) throw new FolderUnusable(`its UNet only draws ${batch} pictures at once; export it anew with a free batch size`)
}

/** Width and height that it draws best, and whether it draws others too. */
function sizesOf(unet: GraphFile, size: number | number[] | undefined, scale: number): [[number, number], boolean] {
  const [rows, columns] = [fixedSize(unet, 'sample', 2), fixedSize(unet, 'sample', 3)]
  if (rows && columns) return [[columns * scale, rows * scale], false]
  const [high, wide] = Array.isArray(size) ? [size[0] ?? 64, size[1] ?? 64] : [size ?? 64, size ?? 64]
  return [[wide * scale, high * scale], true]
}
