// What each region's profile comes to, as read from a picture's file; the tests and docs/labels.md use the same rows.

import sharp from 'sharp'
import { profiles, labelsInForce, type Region } from '../../src/core/profiles.ts'
import { charterWith, colourful, labelled, readByReference } from './labelled.ts'

export interface ProfileRow {
  profiles: string
  visibleMark: string
  /** Height of the letters in the picture, measured, as a part of the shorter side; 0 = no mark. */
  letterShare: number
  signature: string
  sourceType: string
  aigcFields: number
  invisible: string
  mayHide: boolean
}

export const combinations: Region[][] = [[], ['eu'], ['china'], ['california'], ['india'], ['eu', 'china', 'california', 'india']]

export async function profileRow(chosen: Region[]): Promise<ProfileRow> {
  const charter = charterWith({ profiles: chosen })
  const flat = colourful(512)
  flat.rgb.fill(110)
  const { file, labels } = await labelled(charter, 'png', { pixels: flat })
  const { xmp } = await sharp(file).metadata()
  const text = xmp?.toString() ?? ''
  const aigc = /<TC260:AIGC>([^<]*)</.exec(text)?.[1]?.replaceAll('&quot;', '"') ?? '{}'
  const report = await labels.inspect(file)
  const { state } = await readByReference(file, 'png')
  return {
    profiles: chosen.join(' + ') || 'none',
    visibleMark: labelsInForce(charter).text,
    letterShare: await measureLetters(file),
    signature: state,
    sourceType: /digitalsourcetype\/(\w+)</.exec(text)?.[1] ?? '',
    aigcFields: Object.keys(JSON.parse(aigc)).length,
    invisible: report.layers.find(({ layer }) => layer === 'invisible')?.finding ?? '',
    mayHide: !chosen.some((region) => profiles[region].visible),
  }
}

/** Rows that hold nearly white pixels, over the shorter side: the letters of the mark on a flat grey picture. */
async function measureLetters(file: Uint8Array): Promise<number> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  let [first, last] = [info.height, -1]
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      if ((data[(y * info.width + x) * info.channels] ?? 0) < 215) continue
      first = Math.min(first, y)
      last = y
    }
  }
  return Math.max(0, last - first + 1) / Math.min(info.width, info.height)
}
