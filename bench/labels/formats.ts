// Which layer each format holds, as tools that are not ours read it.

import type { ImageFormat } from '../../src/core/ports.ts'
import { charterWith, labelled, readByExifTool, readByReference } from '../../test/labels/labelled.ts'

export interface FormatRow {
  format: string
  /** The reference reader's word on the C2PA manifest. */
  signature: string
  xmp: boolean
  exif: boolean
  invisible: string
  labelBytes: number
}

export async function formatRows(): Promise<FormatRow[]> {
  const rows: FormatRow[] = []
  for (const format of ['png', 'jpeg', 'webp'] satisfies ImageFormat[]) {
    const { file, labels } = await labelled(charterWith({ visible: { shown: false } }), format)
    const said = await readByExifTool(file, format)
    if (!said) throw new Error('exiftool is needed for this table (Debian: apt-get install libimage-exiftool-perl)')
    const { state } = await readByReference(file, format)
    const report = await labels.inspect(file)
    const unsigned = await labelled(charterWith({ visible: { shown: false } }), format)
    rows.push({
      format: format.toUpperCase(),
      signature: state,
      xmp: Object.keys(said).some((name) => /aigc$/i.test(name)) && Object.keys(said).some((name) => name.endsWith('DigitalSourceType')),
      exif: Object.keys(said).some((name) => name.endsWith('UserComment')),
      invisible: report.layers.find(({ layer }) => layer === 'invisible')?.finding ?? 'none',
      labelBytes: manifestBytes(unsigned.file, format),
    })
  }
  return rows
}

/** Bytes of the manifest's carrier in the file. */
function manifestBytes(file: Uint8Array, format: ImageFormat): number {
  const bytes = Buffer.from(file)
  if (format === 'png') return bytes.readUInt32BE(bytes.indexOf('caBX') - 4)
  if (format === 'webp') return bytes.readUInt32LE(bytes.indexOf('C2PA') + 4)
  return bytes.readUInt16BE(bytes.indexOf(Buffer.from([0xff, 0xeb])) + 2)
}
