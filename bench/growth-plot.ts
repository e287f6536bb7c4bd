// Draws the curve of a growing server as SVG: milliseconds over pictures, both by powers of ten.

/** Milliseconds with so many pictures in the database. */
export interface Point {
  rows: number
  /** A stored picture read: half of them within, nine of ten within. */
  read: number
  slow: number
  /** A page of 30 of the history. */
  page: number
  /** A sweep and all probes with nothing to do. */
  idle: number
}

const [width, height, left, bottom, top, right] = [640, 360, 64, 52, 24, 150] as const
const lines = [
  { of: 'read', name: 'picture read, half within', colour: '#1f5c99' },
  { of: 'slow', name: 'picture read, 9 of 10', colour: '#7aa6d1' },
  { of: 'page', name: 'page of 30', colour: '#2e7d4f' },
  { of: 'idle', name: 'idle sweep and probes', colour: '#b35c1e' },
] as const

export function plotGrowth(points: readonly Point[]): string {
  const values = points.flatMap((point) => lines.map(({ of }) => Math.max(0.1, point[of])))
  const [least, most] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))]
  const [first, last] = [Math.log10(points[0]?.rows ?? 1), Math.log10(points.at(-1)?.rows ?? 10)]
  const x = (rows: number): number => left + ((Math.log10(rows) - first) / Math.max(1, last - first)) * (width - left - right)
  const y = (value: number): number => height - bottom - ((Math.log10(Math.max(0.1, value)) - least) / Math.max(1, most - least)) * (height - bottom - top)
  const at = (value: number): string => value.toFixed(1)
  const grid = Array.from({ length: most - least + 1 }, (_, step) => 10 ** (least + step)).map(
    (value) => `<line x1="${left}" x2="${width - right}" y1="${at(y(value))}" y2="${at(y(value))}" stroke="#ddd"/><text x="${left - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value < 1 ? value.toFixed(1) : value}</text>`,
  )
  const marks = points.map(({ rows }) => `<text x="${at(x(rows))}" y="${height - bottom + 18}" text-anchor="middle">${rows.toLocaleString('en')}</text>`)
  const curves = lines.map(({ of, name, colour }, number) => {
    const path = points.map((point) => `${at(x(point.rows))},${at(y(point[of]))}`).join(' ')
    const dots = points.map((point) => `<circle cx="${at(x(point.rows))}" cy="${at(y(point[of]))}" r="3" fill="${colour}"/>`).join('')
    const label = `<text x="${width - right + 12}" y="${top + 14 + number * 20}" fill="${colour}">${name}</text>`
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}${label}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#333" role="img" aria-label="Milliseconds over the number of pictures in the database">
<rect width="${width}" height="${height}" fill="#fff"/>
${grid.join('\n')}
${marks.join('\n')}
<text x="${left + (width - left - right) / 2}" y="${height - 12}" text-anchor="middle">pictures in the database</text>
<text x="16" y="${top - 8}">milliseconds</text>
${curves.join('\n')}
</svg>
`
}
