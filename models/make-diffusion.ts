// Makes folders of random weights in the layouts of Stable Diffusion and Z-Image in ONNX: small and quick enough for every test.

import { gaussianNoise } from '../src/engines/noise.ts'
import { graph, half, node, real, toReal, toWhole, weight, whole } from './onnx-writer.ts'

export interface DiffusionOptions {
  scheduler?: Record<string, unknown>
  /** Whether guidance goes into the UNet itself, as in a distilled LCM. */
  guided?: boolean
  /** Whether the encoder gives mean and spread, as newer exports do. */
  spread?: boolean
  /** Whether the UNet states half precision. */
  half?: boolean
  inputs?: Partial<Record<'sample' | 'timestep' | 'words', string>>
  /** Channels that the UNet takes. */
  channels?: number
}

const scale = 8
const width = 16
const textLength = 77
const conditionWidth = 32
const scaling = 0.18215
const trainSteps = 1000

export const eulerConfig = { _class_name: 'EulerDiscreteScheduler', num_train_timesteps: trainSteps, beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', prediction_type: 'epsilon', timestep_spacing: 'leading', steps_offset: 1 }
export const lcmConfig = { ...eulerConfig, _class_name: 'LCMScheduler', original_inference_steps: 50, steps_offset: 0 }

/** The files by their path in the folder: the same bytes every time. */
export function makeDiffusion({ scheduler = eulerConfig, guided = false, spread = false, half: inHalf = false, inputs = {}, channels = 4 }: DiffusionOptions = {}): Map<string, Uint8Array> {
  const vocab = clipVocabulary()
  const encode = (text: string) => new TextEncoder().encode(text)
  return new Map([
    ['model_index.json', json({ _class_name: guided ? 'LatentConsistencyModelPipeline' : 'StableDiffusionPipeline', unet: ['diffusers', 'OnnxRuntimeModel'] })],
    ['scheduler/scheduler_config.json', json(scheduler)],
    ['tokenizer/vocab.json', json(vocab)],
    ['tokenizer/merges.txt', encode(`#version: 0.2\n${clipMerges.join('\n')}\n`)],
    ['tokenizer/tokenizer_config.json', json({ model_max_length: textLength, pad_token: '<|endoftext|>' })],
    ['text_encoder/model.onnx', textEncoder(Object.keys(vocab).length)],
    ['unet/config.json', json({ in_channels: channels, sample_size: 8, time_cond_proj_dim: guided ? conditionWidth : null })],
    ['unet/model.onnx', unet(guided, inHalf, { sample: 'sample', timestep: 'timestep', words: 'encoder_hidden_states', ...inputs }, channels)],
    ['vae_decoder/config.json', json({ scaling_factor: scaling, block_out_channels: [8, 8, 8, 8] })],
    ['vae_decoder/model.onnx', decoder('latent_sample', 4, 0.1)],
    ['vae_encoder/model.onnx', encoder(spread)],
  ])
}

/** Words whose pieces are joined by these merges, in this order. */
const clipMerges = ['r e', 're d</w>', 'f o', 'fo x</w>', 't h', 'th e</w>', 'i n</w>', 's n', 'o w</w>', 'sn ow</w>', 'b l', 'bl u', 'blu e</w>', 'b o', 'bo a', 'boa t</w>']

/** As CLIP's: bytes, bytes that end a word, what the merges make, and the two tokens that steer. */
export function clipVocabulary(): Record<string, number> {
  const bytes = byteLetters()
  const words = [...bytes, ...bytes.map((byte) => `${byte}</w>`), ...clipMerges.map((merge) => merge.replace(' ', '')), '<|startoftext|>', '<|endoftext|>']
  return Object.fromEntries(words.map((word, id) => [word, id]))
}

/** Byte-pair encodings write every byte as a letter: printable ones as themselves, the others from U+0100 on. */
function byteLetters(): string[] {
  let others = 0
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
    return String.fromCodePoint(printable ? byte : 256 + others++)
  })
}

function textEncoder(words: number): Uint8Array {
  return graph({
    inputs: [whole('input_ids', ['batch', textLength])],
    outputs: [real('last_hidden_state', ['batch', textLength, width])],
    weights: [weight('meaning', [words, width], random(1, words * width, 1)), weight('place', [textLength, width], random(2, textLength * width, 0.5, 1))],
    nodes: [node('Gather', ['meaning', 'input_ids'], 'meant'), node('Mul', ['meant', 'place'], 'last_hidden_state')],
  })
}

/**
 * The best guess of the noise if all pictures were one colour, which follows from the words, with noise of size 1 around
 * it: b (x - a (colour + texture)), where a and b are the shares of picture and noise at this time.
 */
function unet(guided: boolean, inHalf: boolean, names: Record<'sample' | 'timestep' | 'words', string>, channels: number): Uint8Array {
  let share = 1
  const shares = Array.from({ length: trainSteps }, (_, step) => (share *= 1 - (Math.sqrt(0.00085) + ((Math.sqrt(0.012) - Math.sqrt(0.00085)) * step) / (trainSteps - 1)) ** 2))
  const sample = (inHalf ? half : real)(names.sample, ['batch', channels, 'height', 'width'])
  return graph({
    inputs: [sample, whole(names.timestep, ['steps']), real(names.words, ['batch', textLength, width]), ...(guided ? [real('timestep_cond', ['batch', conditionWidth])] : [])],
    outputs: [real('out_sample', ['batch', channels, 'height', 'width'])],
    weights: [
      weight('picture_share', [trainSteps], Float32Array.from(shares, Math.sqrt)),
      weight('noise_share', [trainSteps], Float32Array.from(shares, (value) => Math.sqrt(1 - value))),
      weight('paint', [width, channels], random(3, width * channels, 0.5)),
      weight('as_colour', [4], BigInt64Array.of(-1n, BigInt(channels), 1n, 1n)),
      weight('as_time', [4], BigInt64Array.of(1n, 1n, 1n, 1n)),
      weight('edges', [channels, channels, 3, 3], random(4, channels * channels * 9, 0.15)),
      weight('middle', [1], BigInt64Array.of(1n)),
      weight('calm', [], Float32Array.of(0.4)),
      ...(guided ? [weight('steer', [conditionWidth, width], random(5, conditionWidth * width, 0.3))] : []),
    ],
    nodes: [
      node('ReduceSum', [names.words, 'middle'], 'sum', { keepdims: 0 }),
      node('Mul', ['sum', 'calm'], 'calmed'),
      ...(guided ? [node('MatMul', ['timestep_cond', 'steer'], 'steered'), node('Add', ['calmed', 'steered'], 'heard')] : [node('Identity', ['calmed'], 'heard')]),
      node('Tanh', ['heard'], 'tone'),
      node('MatMul', ['tone', 'paint'], 'colours'),
      node('Reshape', ['colours', 'as_colour'], 'colour'),
      node('Cast', [names.timestep], 'when', { to: toWhole }),
      node('Gather', ['picture_share', 'when'], 'picture_part'),
      node('Gather', ['noise_share', 'when'], 'noise_part'),
      node('Reshape', ['picture_part', 'as_time'], 'a'),
      node('Reshape', ['noise_part', 'as_time'], 'b'),
      node('Cast', [names.sample], 'seen', { to: toReal }),
      node('Conv', ['seen', 'edges'], 'edged', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
      node('Tanh', ['edged'], 'texture'),
      node('Add', ['colour', 'texture'], 'picture'),
      node('Mul', ['picture', 'a'], 'part'),
      node('Sub', ['seen', 'part'], 'rest'),
      node('Mul', ['rest', 'b'], 'out_sample'),
    ],
  })
}

function decoder(input: string, channels: number, light: number): Uint8Array {
  const blocks = new Float32Array(channels * 3 * scale * scale)
  for (let colour = 0; colour < 3; colour++) blocks.fill(light, (colour * 3 + colour) * scale * scale, (colour * 3 + colour + 1) * scale * scale)
  return graph({
    inputs: [real(input, ['batch', channels, 'latent_height', 'latent_width'])],
    outputs: [real('sample', ['batch', 3, 'height', 'width'])],
    weights: [weight('blocks', [channels, 3, scale, scale], blocks)],
    nodes: [node('ConvTranspose', [input, 'blocks'], 'sample', { kernel_shape: [scale, scale], strides: [scale, scale] })],
  })
}

/** Undoes the decoder; the fourth channel is the lightness, and a spread, where one is given, is 7. */
function encoder(spread: boolean): Uint8Array {
  const mix = Float32Array.of(10, 0, 0, 0, 10, 0, 0, 0, 10, 3.3, 3.4, 3.3)
  const channels = spread ? 8 : 4
  const whole = new Float32Array(channels * 3)
  whole.set(mix)
  return graph({
    inputs: [real('sample', ['batch', 3, 'height', 'width'])],
    outputs: [real(spread ? 'latent_parameters' : 'latent_sample', ['batch', channels, 'latent_height', 'latent_width'])],
    weights: [weight('mix', [channels, 3, 1, 1], whole), weight('bias', [channels], Float32Array.from({ length: channels }, (_, place) => (place < 4 ? 0 : 7)))],
    nodes: [
      node('AveragePool', ['sample'], 'blocks', { kernel_shape: [scale, scale], strides: [scale, scale] }),
      node('Conv', ['blocks', 'mix', 'bias'], spread ? 'latent_parameters' : 'latent_sample', { kernel_shape: [1, 1] }),
    ],
  })
}

const flowChannels = 16

/** Z-Image as published: every graph by the name and the inputs that the public files have. */
export function makeZImage(): Map<string, Uint8Array> {
  const words = byteLetters()
  const added = ['<|im_start|>', '<|im_end|>', '<|endoftext|>']
  const tokenizer = {
    version: '1.0',
    added_tokens: added.map((content, place) => ({ id: words.length + place, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'NFC' },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', unk_token: null, continuing_subword_prefix: '', end_of_word_suffix: '', vocab: Object.fromEntries(words.map((word, id) => [word, id])), merges: [] },
  }
  return new Map([
    ['tokenizer/tokenizer.json', json(tokenizer)],
    ['onnx/text_encoder_model_q4f16.onnx', chatEncoder(words.length + added.length)],
    ['onnx/transformer_model_q4f16.onnx', flow()],
    ['onnx/scheduler_step_model_f16.onnx', flowStep()],
    ['onnx/vae_pre_process_model_f16.onnx', beforeDecoder()],
    ['onnx/vae_decoder_model_f16.onnx', decoder('latent_sample', flowChannels, 0.15)],
  ])
}

function chatEncoder(words: number): Uint8Array {
  return graph({
    inputs: [whole('input_ids', ['batch_size', 'sequence_length']), whole('attention_mask', ['batch_size', 'total_sequence_length'])],
    outputs: [real('encoder_hidden_state', ['batch_size', 'sequence_length', width])],
    weights: [weight('meaning', [words, width], random(11, words * width, 1)), weight('last', [1], BigInt64Array.of(-1n))],
    nodes: [
      node('Gather', ['meaning', 'input_ids'], 'meant'),
      node('Cast', ['attention_mask'], 'mask', { to: toReal }),
      node('Unsqueeze', ['mask', 'last'], 'wide'),
      node('Mul', ['meant', 'wide'], 'encoder_hidden_state'),
    ],
  })
}

/** Minus the velocity from noise to a colour that follows from the words. */
function flow(): Uint8Array {
  return graph({
    inputs: [real('hidden_states', ['batch_size', flowChannels, 'num_frames', 'height', 'width']), real('timestep', ['batch_size']), real('encoder_hidden_states', ['batch_size', 'seq_len', width])],
    outputs: [real('unified_results', [flowChannels, 'num_frames', 'height', 'width'])],
    weights: [
      weight('paint', [width, flowChannels], random(12, width * flowChannels, 0.6)),
      weight('as_colour', [4], BigInt64Array.of(BigInt(flowChannels), 1n, 1n, 1n)),
      weight('edges', [flowChannels, flowChannels, 3, 3], random(13, flowChannels * flowChannels * 9, 0.05)),
      weight('middle', [1], BigInt64Array.of(1n)),
      weight('front', [1], BigInt64Array.of(0n)),
      weight('frames', [1], BigInt64Array.of(2n)),
      weight('calm', [], Float32Array.of(0.4)),
    ],
    nodes: [
      node('ReduceSum', ['encoder_hidden_states', 'middle'], 'sum', { keepdims: 0 }),
      node('Mul', ['sum', 'calm'], 'calmed'),
      node('Tanh', ['calmed'], 'tone'),
      node('MatMul', ['tone', 'paint'], 'colours'),
      node('Reshape', ['colours', 'as_colour'], 'colour'),
      node('Squeeze', ['hidden_states', 'frames'], 'flat'),
      node('Conv', ['flat', 'edges'], 'edged', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
      node('Tanh', ['edged'], 'texture'),
      node('Mul', ['texture', 'timestep'], 'growing'),
      node('Sub', ['flat', 'growing'], 'way'),
      node('Squeeze', ['way', 'front'], 'own'),
      node('Unsqueeze', ['own', 'middle'], 'framed'),
      node('Sub', ['colour', 'framed'], 'unified_results'),
    ],
  })
}

/** Euler along noise levels that follow from the number of the step and how many there are. */
function flowStep(): Uint8Array {
  const least = (3 * 0.001) / (1 + 2 * 0.001)
  const level = (place: string, name: string) => [
    node('Mul', [place, 'fall'], `${name}_fallen`),
    node('Div', [`${name}_fallen`, 'gaps'], `${name}_part`),
    node('Add', [`${name}_part`, 'one'], `${name}_plain`),
    node('Mul', [`${name}_plain`, 'three'], `${name}_above`),
    node('Mul', [`${name}_plain`, 'two'], `${name}_double`),
    node('Add', [`${name}_double`, 'one'], `${name}_below`),
    node('Div', [`${name}_above`, `${name}_below`], name),
  ]
  return graph({
    inputs: [real('noise_pred', [flowChannels, 'batch', 'height', 'width']), real('latents', ['batch', flowChannels, 1, 'height', 'width']), real('step_info', [2])],
    outputs: [real('latents_out', ['batch', flowChannels, 1, 'height', 'width'])],
    weights: [
      weight('first', [], BigInt64Array.of(0n)),
      weight('second', [], BigInt64Array.of(1n)),
      weight('front', [1], BigInt64Array.of(0n)),
      ...Object.entries({ none: 0, one: 1, two: 2, three: 3, fall: least - 1 }).map(([name, value]) => weight(name, [], Float32Array.of(value))),
    ],
    nodes: [
      node('Gather', ['step_info', 'first'], 'step'),
      node('Gather', ['step_info', 'second'], 'steps'),
      node('Sub', ['steps', 'one'], 'gaps'),
      node('Add', ['step', 'one'], 'next'),
      ...level('step', 'now'),
      ...level('next', 'later'),
      node('Less', ['next', 'steps'], 'goes_on'),
      node('Where', ['goes_on', 'later', 'none'], 'end'),
      node('Sub', ['now', 'end'], 'length'),
      node('Mul', ['noise_pred', 'length'], 'moved'),
      node('Unsqueeze', ['moved', 'front'], 'batched'),
      node('Add', ['latents', 'batched'], 'latents_out'),
    ],
  })
}

function beforeDecoder(): Uint8Array {
  return graph({
    inputs: [real('latents', ['batch', flowChannels, 1, 'height', 'width'])],
    outputs: [real('scaled_latents', ['batch', flowChannels, 'height', 'width'])],
    weights: [weight('frames', [1], BigInt64Array.of(2n)), weight('scaling', [], Float32Array.of(0.3611)), weight('shift', [], Float32Array.of(0.1159))],
    nodes: [node('Squeeze', ['latents', 'frames'], 'flat'), node('Div', ['flat', 'scaling'], 'large'), node('Add', ['large', 'shift'], 'scaled_latents')],
  })
}

function random(seed: number, count: number, size: number, around = 0): Float32Array {
  return gaussianNoise(seed, count).map((one) => around + one * size)
}

function json(content: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(content)}\n`)
}
