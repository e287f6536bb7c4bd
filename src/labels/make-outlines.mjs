// Writes outlines.json: the shapes of the characters that a visible mark can hold, taken from Noto Sans SC.
// Run by hand when characters are added: node src/labels/make-outlines.mjs

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import opentype from 'opentype.js'

const latin = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('')
const chinese = '人工智能生成合图片像画内容由制作绘辅助此本为的是模型创标识机器学习含经编辑修改部分示例样演式系统平台服务提供者来源于请勿用'
const marks = '·–—©®™：，。！（）《》“”、'

const folder = join(import.meta.dirname, '../../node_modules/@fontsource/noto-sans-sc')
const names = (await readdir(join(folder, 'files'))).filter((name) => /-700-normal\.woff$/.test(name))
const wanted = new Set(latin + chinese + marks)
const glyphs = {}
let facts

for (const name of names) {
  if (wanted.size === 0) break
  const bytes = await readFile(join(folder, 'files', name))
  const font = opentype.parse(unpackWoff(bytes))
  facts ??= { unitsPerEm: font.unitsPerEm }
  for (const character of [...wanted]) {
    const glyph = font.charToGlyph(character)
    if (glyph.index === 0) continue
    if (glyph.unicode !== character.codePointAt(0) && !glyph.unicodes?.includes(character.codePointAt(0))) continue
    const path = glyph.path.commands.map(({ type, ...to }) => `${type}${[to.x1, to.y1, to.x2, to.y2, to.x, to.y].filter((n) => n !== undefined).join(' ')}`)
    glyphs[character] = { advance: glyph.advanceWidth, path: path.join('') }
    wanted.delete(character)
  }
}

if (wanted.size > 0) throw new Error(`no outline found for: ${[...wanted].join('')}`)
const sorted = Object.fromEntries(Object.entries(glyphs).sort(([a], [b]) => (a < b ? -1 : 1)))
const lines = Object.entries(sorted).map(([character, glyph]) => `    ${JSON.stringify(character)}: ${JSON.stringify(glyph)}`)
const head = `  "source": "Noto Sans SC Bold, SIL Open Font License 1.1",\n  "unitsPerEm": ${facts.unitsPerEm},`
await writeFile(join(import.meta.dirname, 'outlines.json'), `{\n${head}\n  "glyphs": {\n${lines.join(',\n')}\n  }\n}\n`)

/** A WOFF file as the plain font inside it; the font library's own unpacking fails on some of these files. */
function unpackWoff(woff) {
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, at) => {
    const entry = woff.subarray(44 + at * 20, 64 + at * 20)
    const [offset, packed, size] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const stored = woff.subarray(offset, offset + packed)
    return { tag: entry.subarray(0, 4), sum: entry.subarray(16, 20), data: packed < size ? inflateSync(stored) : stored }
  })
  const head = Buffer.alloc(12 + count * 16)
  woff.copy(head, 0, 4, 8)
  head.writeUInt16BE(count, 4)
  const parts = [head]
  let offset = head.length
  tables.forEach(({ tag, sum, data }, at) => {
    tag.copy(head, 12 + at * 16)
    sum.copy(head, 16 + at * 16)
    head.writeUInt32BE(offset, 20 + at * 16)
    head.writeUInt32BE(data.length, 24 + at * 16)
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    parts.push(padded)
    offset += padded.length
  })
  const font = Buffer.concat(parts)
  return font.buffer.slice(font.byteOffset, font.byteOffset + font.length)
}
