// Understands Z-Image as published in ONNX: graphs by what their names begin with, in the folder or in its `onnx`.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { checkInputs, fixedSize, FolderUnusable, readAs, readGraph, readJsonIn } from './files.ts'
import type { FolderModel } from './folder.ts'
import { readChat } from './words.ts'

const parts = { text: 'text_encoder_model', transformer: 'transformer_model', step: 'scheduler_step_model', beforeDecoder: 'vae_pre_process_model', decoder: 'vae_decoder_model' } as const
type Part = keyof typeof parts

const inputs: Record<Part, string[]> = {
  text: ['input_ids', 'attention_mask'],
  transformer: ['hidden_states', 'timestep', 'encoder_hidden_states'],
  step: ['noise_pred', 'latents', 'step_info'],
  beforeDecoder: ['latents'],
  decoder: ['latent_sample'],
}

const schedulerSchema = z.looseObject({ shift: z.number().positive().default(3) })

/** Where the graphs lie; undefined when the folder is none of this kind. */
export async function findZImage(folder: string): Promise<string | undefined> {
  for (const place of ['onnx', '.']) {
    const names = await readdir(join(folder, place)).catch(() => [])
    if (names.some((name) => name.startsWith(parts.transformer) && name.endsWith('.onnx'))) return place
  }
  return undefined
}

export async function readZImageFolder(folder: string, place: string): Promise<FolderModel> {
  const names = await readdir(join(folder, place))
  const found = {} as Record<Part, Awaited<ReturnType<typeof readGraph>>>
  for (const [part, begin] of Object.entries(parts) as Array<[Part, string]>) {
    const fits = names.filter((name) => name.startsWith(begin) && name.endsWith('.onnx')).sort()
    const [file] = fits
    if (!file) throw new FolderUnusable(`${join(place, `${begin}*.onnx`)} is missing; fetch it too`)
    if (fits.length > 1) throw new FolderUnusable(`there are several of ${begin}*.onnx (${fits.join(', ')}); leave one in the folder`)
    found[part] = await readGraph(folder, join(place, file))
    checkInputs(found[part], inputs[part])
  }
  const settings = await readJsonIn(folder, 'scheduler/scheduler_config.json')
  const { shift } = readAs('scheduler/scheduler_config.json', schedulerSchema, settings ?? {})
  const channels = fixedSize(found.transformer, 'hidden_states', 1) ?? 16
  const scale = 8
  const [rows, columns] = [fixedSize(found.transformer, 'hidden_states', 3), fixedSize(found.transformer, 'hidden_states', 4)]
  const fixed: [number, number] | undefined = rows && columns ? [columns * scale, rows * scale] : undefined
  return {
    graphs: Object.values(found),
    configs: [settings ?? {}],
    reader: await readChat(folder),
    model: {
      kind: 'z-image',
      graphs: { text: found.text.path, transformer: found.transformer.path, step: found.step.path, beforeDecoder: found.beforeDecoder.path, decoder: found.decoder.path },
      channels,
      scale,
      shift,
    },
    sizes: fixed ? { sizes: [fixed] } : { sizes: [[512, 512]], multipleOf: 16, least: 256, largest: 1024, mostArea: 1_048_576 },
    // The published steps are made for these numbers; the last one adds nothing but is part of them.
    steps: { usual: 9, least: 3, most: 9 },
    guidance: null,
    reference: false,
    negativePrompt: false,
    about: { pipeline: 'Z-Image', scheduler: 'its own' },
  }
}
