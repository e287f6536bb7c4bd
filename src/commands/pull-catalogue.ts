// Models that `gesso pull` knows: where their files lie, on what licence, and how they are put to use.

export interface ModelFile {
  /** `owner/name` on Hugging Face. */
  repository: string
  /** The same on ModelScope, where it is there. */
  modelScope?: string
  path: string
  /** What it is called in the model's folder. */
  saveAs: string
  licence: string
}

export interface CatalogueModel {
  id: string
  title: string
  files: readonly ModelFile[]
  /** The engine's entry for a charter, with the folder put in. */
  entry(folder: string): Record<string, unknown>
}

const words: ModelFile = {
  repository: 'unsloth/Qwen3-4B-Instruct-2507-GGUF',
  modelScope: 'unsloth/Qwen3-4B-Instruct-2507-GGUF',
  path: 'Qwen3-4B-Instruct-2507-Q4_K_M.gguf',
  saveAs: 'words.gguf',
  licence: 'Apache-2.0',
}
const decoder: ModelFile = { repository: 'Comfy-Org/z_image_turbo', modelScope: 'Comfy-Org/z_image_turbo', path: 'split_files/vae/ae.safetensors', saveAs: 'decoder.safetensors', licence: 'Apache-2.0' }

/** `--steps` and `--cfg-scale` stand there for requests that name none; ours always do. */
function entryOf(id: string, recipe: { steps: number; guidance: number; most: number }) {
  return (folder: string): Record<string, unknown> => ({
    id: 'sd',
    driver: 'stable-diffusion.cpp',
    program: '/path/to/sd-server',
    arguments: ['--diffusion-model', `${folder}/picture.gguf`, '--vae', `${folder}/decoder.safetensors`, '--llm', `${folder}/words.gguf`, '--steps', String(recipe.steps), '--cfg-scale', String(recipe.guidance), '--diffusion-fa'],
    timeoutSeconds: 3600,
    models: [
      {
        id,
        licence: 'Apache-2.0',
        sizes: [[1024, 1024]],
        multipleOf: 16,
        least: 256,
        largest: 2048,
        steps: { usual: recipe.steps, least: 1, most: recipe.most },
        guidance: { usual: recipe.guidance, least: 1, most: 10 },
      },
    ],
  })
}

const lcm = 'SimianLuo/LCM_Dreamshaper_v7'

/** The float32 files in diffusers' ONNX layout; the same names in the folder. */
const lcmFiles = [
  'model_index.json',
  'scheduler/scheduler_config.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'tokenizer/tokenizer_config.json',
  'tokenizer/special_tokens_map.json',
  'text_encoder/model.onnx',
  'unet/config.json',
  'unet/model.onnx',
  'unet/model.onnx_data',
  'vae/config.json',
  'vae_decoder/model.onnx',
  'vae_encoder/model.onnx',
]

export const catalogue: readonly CatalogueModel[] = [
  {
    id: 'z-image-turbo',
    title: 'Z-Image-Turbo, 4 bits: eight steps a picture, English and Chinese',
    files: [{ repository: 'leejet/Z-Image-Turbo-GGUF', modelScope: 'leejet/Z-Image-Turbo-GGUF', path: 'z_image_turbo-Q4_0.gguf', saveAs: 'picture.gguf', licence: 'Apache-2.0' }, words, decoder],
    entry: entryOf('z-image-turbo', { steps: 8, guidance: 1, most: 20 }),
  },
  {
    id: 'z-image',
    title: 'Z-Image, 4 bits: slower, takes a negative prompt',
    files: [{ repository: 'unsloth/Z-Image-GGUF', modelScope: 'unsloth/Z-Image-GGUF', path: 'z-image-Q4_K_M.gguf', saveAs: 'picture.gguf', licence: 'Apache-2.0' }, words, decoder],
    entry: entryOf('z-image', { steps: 28, guidance: 4, most: 60 }),
  },
  {
    id: 'lcm-dreamshaper-v7',
    title: 'LCM Dreamshaper v7: Stable Diffusion 1.5 in four steps, on the processor and without another program; English',
    files: lcmFiles.map((path) => ({ repository: lcm, path, saveAs: path, licence: 'MIT' })),
    entry: (folder) => ({
      id: 'lcm',
      driver: 'onnx',
      folder,
      timeoutSeconds: 600,
      // Made for 768; on a processor 512 takes less than half of the time.
      models: [{ id: 'lcm-dreamshaper-v7', title: { en: 'LCM Dreamshaper v7', zh: 'LCM Dreamshaper v7' }, licence: 'MIT', sizes: [[512, 512]] }],
    }),
  },
]
