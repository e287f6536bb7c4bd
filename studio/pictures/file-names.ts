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

const units = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function sayBytes(bytes: number, language: string): string {
  const step = bytes < 1_000_000 ? 1 : Math.min(units.length, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[step - 1] ?? 'kilobyte', unitDisplay: 'short', maximumSignificantDigits: 3 }).format(bytes / 1000 ** step)
}
