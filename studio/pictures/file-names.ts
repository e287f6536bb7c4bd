// Names for downloaded files: the words, the seed and the right ending, safe on every system.

export function fileNameOf(words: string, seed: number, format: string): string {
  const plain = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const short = [...plain].slice(0, 60).join('').replace(/-+$/, '')
  return `gesso-${short || 'picture'}-${seed}.${format === 'jpeg' ? 'jpg' : format}`
}

export function sayBytes(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumSignificantDigits: 3 }).format(value)
}
