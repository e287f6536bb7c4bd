// Reads what the metadata of a picture says about its making, in every place and spelling where labels are found.

import type { Bytes, ImageFormat } from '../core/ports.ts'
import type { Aigc } from './aigc.ts'
import { readBlocks } from './read-blocks.ts'
import { readExif } from './read-exif.ts'

export interface MetadataLabels {
  aigc?: Partial<Aigc>
  sourceType?: string
  /** What this program wrote, as far as it is there. */
  engine?: string
  model?: string
  version?: string
  madeAt?: string
  /** In which places a label stands: `xmp`, `exif`, `text`. */
  places: string[]
}

export function readMetadata(file: Bytes, format: ImageFormat): MetadataLabels {
  const blocks = readBlocks(file, format)
  const labels: MetadataLabels = { places: [] }
  for (const xmp of blocks.xmp) addXmp(labels, xmp)
  for (const block of blocks.exif) {
    const { userComment } = readExif(block)
    addAigc(labels, userComment, 'exif')
  }
  for (const { keyword, text } of blocks.texts) if (keyword === 'AIGC') addAigc(labels, text, 'text')
  return labels
}

function addXmp(labels: MetadataLabels, xmp: string): void {
  addAigc(labels, propertyOf(xmp, 'http://www.tc260.org.cn/ns/AIGC/1.0/', 'AIGC'), 'xmp')
  const source = propertyOf(xmp, 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/', 'DigitalSourceType')
  if (source) {
    labels.sourceType ??= source.trim().slice(0, 200)
    if (!labels.places.includes('xmp')) labels.places.push('xmp')
  }
  const own = 'https://gesso.example/ns/1.0/'
  labels.engine ??= propertyOf(xmp, own, 'Engine')
  labels.model ??= propertyOf(xmp, own, 'Model')
  labels.version ??= propertyOf(xmp, own, 'Version')
  labels.madeAt ??= propertyOf(xmp, 'http://ns.adobe.com/xap/1.0/', 'CreateDate')
}

function addAigc(labels: MetadataLabels, text: string | undefined, place: string): void {
  const fields = text === undefined ? undefined : aigcIn(text)
  if (!fields) return
  labels.aigc ??= fields
  labels.places.push(place)
}

/** The JSON itself, or an object that holds it under the key AIGC. */
function aigcIn(text: string): Partial<Aigc> | undefined {
  try {
    const value: unknown = JSON.parse(text.trim())
    if (typeof value !== 'object' || value === null) return undefined
    const inner: unknown = 'AIGC' in value ? value.AIGC : value
    const fields: unknown = typeof inner === 'string' ? JSON.parse(inner) : inner
    if (typeof fields !== 'object' || fields === null || !('Label' in fields)) return undefined
    return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, String(one).slice(0, 400)]))
  } catch {
    return undefined
  }
}

/** A property as an element or as an attribute, whatever prefix its namespace has. */
function propertyOf(xmp: string, namespace: string, name: string): string | undefined {
  const prefix = [...xmp.slice(0, 65_536).matchAll(/xmlns:([\w-]{1,40})\s*=\s*["']([^"']{1,200})["']/g)].find(([, , address]) => address === namespace)?.[1]
  if (!prefix) return undefined
  const element = new RegExp(`<${prefix}:${name}(?:\\s[^>]*)?>([^<]*)</${prefix}:${name}>`).exec(xmp)?.[1]
  const attribute = new RegExp(`\\s${prefix}:${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(xmp)
  const raw = element ?? attribute?.[1] ?? attribute?.[2]
  return raw === undefined ? undefined : unescapeXml(raw)
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|quot|apos|amp));/g, (whole, decimal: string, hex: string, name: string) => {
    if (name) return entities[name] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
