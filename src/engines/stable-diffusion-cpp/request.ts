// Writes an order as a job of sd-server, and takes out of the words what that program would read as commands.

import type { EngineEntry, EngineModel } from '../../charter/sections/engines.ts'
import type { Order } from '../../core/orders.ts'
import type { Bytes } from '../../core/ports.ts'
import type { Canvas } from '../canvas.ts'
import type { Given } from '../pictures.ts'

/** Settings hidden in a prompt, and the marks by which files are loaded; again until nothing is left of them. */
export function withoutCommands(words: string): string {
  const commands = /<\s*sd_cpp[^>]*>[^]*?(<\s*\/\s*sd_cpp[^>]*>|$)|<\s*\/?\s*(sd_cpp\w*|lora|lyco|hypernet|embedding|ti)\b[^>]*(>|$)/gi
  let before: string
  let after = words
  do {
    before = after
    after = before.replace(commands, '')
  } while (after !== before)
  return after === words ? words : after.replace(/\s+/g, ' ').trim()
}

const base64 = (bytes: Bytes): string => Buffer.from(bytes).toString('base64')

export function writeJob(order: Order, seed: number, model: EngineModel, { loras = [], quirks }: EngineEntry, { native }: Canvas, given: Given | undefined): Record<string, unknown> {
  const lora = loras.find(({ id }) => id === order.style)
  return {
    prompt: withoutCommands(order.prompt),
    negative_prompt: withoutCommands(order.negativePrompt),
    width: native.width,
    height: native.height,
    seed,
    batch_count: 1,
    embed_image_metadata: false,
    output_format: 'png',
    sample_params: {
      sample_steps: order.steps ?? model.steps?.usual ?? 20,
      guidance: { txt_cfg: order.guidance ?? model.guidance?.usual ?? 7 },
    },
    ...(given ? { init_image: base64(given.file), strength: order.reference?.mask ? 1 : order.reference?.strength } : {}),
    ...(given?.maskFile ? { mask_image: base64(given.maskFile) } : {}),
    ...(lora ? { lora: [{ path: lora.file, multiplier: lora.weight }] } : {}),
    ...quirks.add,
  }
}
