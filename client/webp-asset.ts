// A WebP file as a carrier of a C2PA manifest: one `C2PA` chunk at the end of the RIFF list. Whoever writes one or checks one needs it.

import type { Asset } from '@trustnxt/c2pa-ts/asset'

interface Chunk {
  name: string
  /** Of its eight-byte head. */
  start: number
  /** With head and padding. */
  length: number
  size: number
}

const headLength = 8
const carrier = 'C2PA'
const even = (length: number): number => length + (length % 2)

export class WebpAsset implements Asset {
  readonly mimeType = 'image/webp'
  private data: Uint8Array

  constructor(data: Uint8Array) {
    this.data = data
  }

  static canRead(data: Uint8Array): boolean {
    return data.length > 20 && textAt(data, 0) === 'RIFF' && textAt(data, 8) === 'WEBP'
  }

  getDataLength(): number {
    return this.data.length
  }

  async getDataRange(start = 0, length = this.data.length - start): Promise<Uint8Array> {
    return this.data.subarray(start, start + length)
  }

  getManifestJUMBF(): Uint8Array | undefined {
    const chunk = this.chunk()
    return chunk && this.data.subarray(chunk.start + headLength, chunk.start + headLength + chunk.size)
  }

  dumpInfo(): string {
    return chunksOf(this.data).map(({ name, size }) => `${name} ${size}`).join('\n')
  }

  async ensureManifestSpace(size: number): Promise<void> {
    const kept = chunksOf(this.data).filter(({ name }) => name !== carrier)
    const length = kept.reduce((sum, chunk) => sum + chunk.length, 12) + headLength + even(size)
    const next = new Uint8Array(length)
    next.set(this.data.subarray(0, 12))
    let at = 12
    for (const chunk of kept) {
      next.set(this.data.subarray(chunk.start, chunk.start + chunk.length), at)
      at += chunk.length
    }
    next.set(new TextEncoder().encode(carrier), at)
    const view = new DataView(next.buffer)
    view.setUint32(at + 4, size, true)
    view.setUint32(4, length - 8, true)
    this.data = next
  }

  getHashExclusionRange(): { start: number; length: number } {
    const chunk = this.chunk()
    if (!chunk) throw new Error('no space for a manifest')
    // A padding byte is no part of the manifest; readers count it among what is signed.
    return { start: chunk.start, length: headLength + chunk.size }
  }

  async writeManifestJUMBF(jumbf: Uint8Array): Promise<void> {
    const chunk = this.chunk()
    if (chunk?.size !== jumbf.length) throw new Error('the manifest does not fit its space')
    this.data.set(jumbf, chunk.start + headLength)
  }

  private chunk(): Chunk | undefined {
    return chunksOf(this.data).find(({ name }) => name === carrier)
  }
}

export function chunksOf(data: Uint8Array): Chunk[] {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  const end = Math.min(data.length, view.getUint32(4, true) + 8)
  const chunks: Chunk[] = []
  for (let start = 12; start + headLength <= end; ) {
    const size = view.getUint32(start + 4, true)
    const length = headLength + even(size)
    if (start + headLength + size > end) break
    chunks.push({ name: textAt(data, start), start, length, size })
    start += length
  }
  return chunks
}

const textAt = (data: Uint8Array, start: number): string => String.fromCharCode(...data.subarray(start, start + 4))
