// What the answers of a check mean, in plain words; for the page, the API and the command alike.

import type { LabelVerdict, LayerFinding } from '../core/ports.ts'

interface Words {
  en: string
  zh: string
}

export const verdictWords: Record<LabelVerdict, Words> = {
  'made-here': { en: 'This picture was made here, by AI, and not changed since.', zh: '此图片由本站的人工智能生成，此后未被更改。' },
  'made-here-changed': {
    en: 'This picture was made here, by AI, but changed since: it was saved again or edited.',
    zh: '此图片由本站的人工智能生成，但此后被更改过：被重新保存或编辑。',
  },
  marked: {
    en: 'This picture carries AI marks, but it was changed after they were written, or somebody else made it.',
    zh: '此图片带有人工智能标识，但在标识写入后被更改过，或由他人生成。',
  },
  'no-mark': {
    en: 'No mark was found. That proves nothing: marks can be missing or lost.',
    zh: '未找到任何标识。这不能证明什么：标识可能从未写入，也可能已经丢失。',
  },
}

type Findings = Partial<Record<LayerFinding['finding'], Words>>

const findingWords: Record<LayerFinding['layer'], Findings> = {
  signature: {
    ours: { en: 'Signed here, and not changed since.', zh: '由本站签名，此后未被更改。' },
    'ours-changed': { en: 'It carries a signature made here, but the file is not the one that was signed.', zh: '带有本站的签名，但文件并非当时签名的文件。' },
    others: { en: 'Signed by somebody else, and not changed since. Who they are cannot be vouched for here.', zh: '由他人签名，此后未被更改。本站无法担保其身份。' },
    'others-changed': { en: "Signed by somebody else; the signature does not fit the file.", zh: '由他人签名；签名与文件不符。' },
    none: { en: 'No signature (C2PA) in the file.', zh: '文件中没有签名（C2PA）。' },
    unreadable: { en: 'There is a signature (C2PA), but it cannot be read.', zh: '文件中有签名（C2PA），但无法读取。' },
  },
  metadata: {
    ours: { en: 'The metadata was written here. Metadata can be copied to other pictures, so it alone proves nothing.', zh: '元数据由本站写入。元数据可以复制到其他图片，因此仅凭它不能证明什么。' },
    'others-changed': { en: 'The metadata names this place, but was not written here as it stands.', zh: '元数据提到本站，但其现有内容并非由本站写入。' },
    others: { en: 'The metadata says that AI made this picture; it was not written here.', zh: '元数据说明此图片由人工智能生成；并非由本站写入。' },
    none: { en: 'No word of AI in the metadata.', zh: '元数据中没有关于人工智能的说明。' },
  },
  invisible: {
    ours: { en: 'The invisible mark of this place is in the pixels.', zh: '像素中有本站的隐形标记。' },
    others: { en: 'The invisible mark of another Gesso is in the pixels.', zh: '像素中有另一个 Gesso 的隐形标记。' },
    none: { en: 'No invisible mark was found in the pixels.', zh: '像素中未找到隐形标记。' },
  },
}

/** What one layer says; the codes of docs/labels.md where there is no sentence. */
export function wordsOf({ layer, finding }: LayerFinding): Words {
  return findingWords[layer][finding] ?? { en: finding, zh: finding }
}
