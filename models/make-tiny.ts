// Writes models/tiny: a checkpoint of random weights in the painter's layout, small and quick enough for every test.
// Run it with Node 24: node models/make-tiny.ts

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gaussianNoise } from '../src/engines/noise.ts'
import { graph, node, real, toReal, weight, whole } from './onnx-writer.ts'

const textLength = 24
const width = 16
const channels = 4
const side = 8
const scale = 8
/** How many ways a colour can spread over the picture. */
const spreads = 4

/** The files of the checkpoint by their path in its folder: the same bytes every time. */
export function makeTiny(): Map<string, Uint8Array> {
  const words = vocabulary()
  return new Map([
    ['model_index.json', json(index)],
    ['scheduler/scheduler_config.json', json({ _class_name: 'FlowMatchEulerDiscreteScheduler', num_train_timesteps: 1000, shift: 1.5 })],
    ['tokenizer/tokenizer.json', json(tokenizer(words))],
    ['text_encoder/model.onnx', textEncoder(words.length)],
    ['transformer/model.onnx', transformer()],
    ['vae_encoder/model.onnx', encoder()],
    ['vae_decoder/model.onnx', decoder()],
  ])
}

const index = {
  _class_name: 'PainterPipeline',
  version: 'tiny-1',
  title: { en: 'Tiny', zh: '小画师' },
  licence: 'Apache-2.0',
  pixel_size: side * scale,
  latent_channels: channels,
  latent_size: side,
  text_length: textLength,
  pad_token_id: 0,
  null_token_id: 2,
  default_steps: 8,
  default_guidance: 2,
  guidance_interval: [0.1, 1],
  image_range: [-1, 1],
  styles: [
    { id: 'bright', title: { en: 'Bright', zh: '明亮' }, words: 'bright' },
    { id: 'night', title: { en: 'Night', zh: '夜晚' }, words: 'at night' },
  ],
  examples: [
    { en: 'a red fox in the snow', zh: '雪地里的红狐狸' },
    { en: 'a blue boat on the sea', zh: '海上的蓝色小船' },
  ],
}

/** Every ASCII word falls apart into letters at worst, so that no two short prompts look alike to the model. */
function vocabulary(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789']
  const marks = [...'.,:;!?-\'"()']
  const whole = 'a an the and in on at of with red orange yellow green blue purple pink black white fox cat dog bird snow sea sky night forest city apple'
  const chinese = [...new Set('雪地里的红狐狸海上蓝色小船太空中火箭苹果猫狗绿黄黑白夜晚明亮')]
  return ['[PAD]', '[UNK]', '[NULL]', ...new Set([...letters, ...marks, ...whole.split(' ')]), ...letters.map((letter) => `##${letter}`), ...chinese]
}

function tokenizer(words: string[]): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: words.slice(0, 3).map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: false, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 40,
      vocab: Object.fromEntries(words.map((word, id) => [word, id])),
    },
  }
}

/** Each token has a random meaning and a random place in line; `tone` sums them up. */
function textEncoder(words: number): Uint8Array {
  return graph({
    inputs: [whole('input_ids', ['batch', textLength])],
    outputs: [real('hidden', ['batch', textLength, width]), real('mask', ['batch', textLength]), real('tone', ['batch', width])],
    weights: [
      weight('meaning', [words, width], random(1, words * width, 1)),
      weight('place', [textLength, width], random(2, textLength * width, 0.5, 1)),
      weight('pad', [], BigInt64Array.of(0n)),
      weight('last', [1], BigInt64Array.of(-1n)),
      weight('middle', [1], BigInt64Array.of(1n)),
      weight('calm', [], Float32Array.of(0.4)),
    ],
    nodes: [
      node('Gather', ['meaning', 'input_ids'], 'meant'),
      node('Mul', ['meant', 'place'], 'placed'),
      node('Equal', ['input_ids', 'pad'], 'padded'),
      node('Not', ['padded'], 'worded'),
      node('Cast', ['worded'], 'mask', { to: toReal }),
      node('Unsqueeze', ['mask', 'last'], 'wide_mask'),
      node('Mul', ['placed', 'wide_mask'], 'hidden'),
      node('ReduceSum', ['hidden', 'middle'], 'sum', { keepdims: 0 }),
      node('Mul', ['sum', 'calm'], 'calmed'),
      node('Tanh', ['calmed'], 'tone'),
    ],
  })
}

/** The velocity leads to colours that follow from the words; a random convolution leaves some of the noise's shape. */
function transformer(): Uint8Array {
  const spread = new Float32Array(spreads * side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const across = (2 * x + 1) / side - 1
      const down = (2 * y + 1) / side - 1
      const shapes = [1, across, down, 1 - across * across - down * down]
      shapes.forEach((value, which) => (spread[(which * side + y) * side + x] = value))
    }
  }
  return graph({
    inputs: [
      real('latent', ['batch', channels, side, side]),
      real('time', ['batch']),
      real('hidden', ['batch', textLength, width]),
      real('mask', ['batch', textLength]),
      real('tone', ['batch', width]),
    ],
    outputs: [real('velocity', ['batch', channels, side, side])],
    weights: [
      weight('paint', [width, channels * spreads], random(3, width * channels * spreads, 0.13)),
      weight('spread', [spreads, side * side], spread),
      weight('by_channel', [3], BigInt64Array.of(0n, BigInt(channels), BigInt(spreads))),
      weight('as_latent', [4], BigInt64Array.of(0n, BigInt(channels), BigInt(side), BigInt(side))),
      weight('as_time', [4], BigInt64Array.of(-1n, 1n, 1n, 1n)),
      weight('edges', [channels, channels, 3, 3], random(4, channels * channels * 9, 0.15)),
      weight('pull', [], Float32Array.of(1.4)),
      weight('some', [], Float32Array.of(0.5)),
      weight('middle', [1], BigInt64Array.of(1n)),
      weight('share', [width, channels * spreads], random(5, width * channels * spreads, 0.02)),
    ],
    nodes: [
      node('ReduceSum', ['hidden', 'middle'], 'sum', { keepdims: 0 }),
      node('ReduceSum', ['mask', 'middle'], 'words', { keepdims: 1 }),
      node('Div', ['sum', 'words'], 'mean'),
      node('MatMul', ['mean', 'share'], 'detail'),
      node('MatMul', ['tone', 'paint'], 'mood'),
      node('Add', ['mood', 'detail'], 'colours'),
      node('Reshape', ['colours', 'by_channel'], 'by_spread'),
      node('MatMul', ['by_spread', 'spread'], 'flat'),
      node('Reshape', ['flat', 'as_latent'], 'target'),
      node('Sub', ['latent', 'target'], 'way'),
      node('Mul', ['way', 'pull'], 'pulled'),
      node('Conv', ['latent', 'edges'], 'edged', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
      node('Tanh', ['edged'], 'texture'),
      node('Reshape', ['time', 'as_time'], 'when'),
      node('Mul', ['texture', 'when'], 'fading'),
      node('Mul', ['fading', 'some'], 'rough'),
      node('Add', ['pulled', 'rough'], 'velocity'),
    ],
  })
}

/** Mean colours of blocks in three channels and their lightness in the fourth, which the decoder leaves aside. */
function encoder(): Uint8Array {
  const mix = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0.33, 0.34, 0.33)
  return graph({
    inputs: [real('image', ['batch', 3, side * scale, side * scale])],
    outputs: [real('latent', ['batch', channels, side, side])],
    weights: [weight('mix', [channels, 3, 1, 1], mix)],
    nodes: [
      node('AveragePool', ['image'], 'blocks', { kernel_shape: [scale, scale], strides: [scale, scale] }),
      node('Conv', ['blocks', 'mix'], 'latent', { kernel_shape: [1, 1] }),
    ],
  })
}

function decoder(): Uint8Array {
  const blocks = new Float32Array(channels * 3 * scale * scale)
  for (let colour = 0; colour < 3; colour++) blocks.fill(1, (colour * 3 + colour) * scale * scale, (colour * 3 + colour + 1) * scale * scale)
  return graph({
    inputs: [real('latent', ['batch', channels, side, side])],
    outputs: [real('image', ['batch', 3, side * scale, side * scale])],
    weights: [weight('blocks', [channels, 3, scale, scale], blocks)],
    nodes: [node('ConvTranspose', ['latent', 'blocks'], 'image', { kernel_shape: [scale, scale], strides: [scale, scale] })],
  })
}

function random(seed: number, count: number, size: number, around = 0): Float32Array {
  return gaussianNoise(seed, count).map((one) => around + one * size)
}

function json(content: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`)
}

if (import.meta.main) {
  for (const [path, bytes] of makeTiny()) {
    const file = join(import.meta.dirname, 'tiny', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}
