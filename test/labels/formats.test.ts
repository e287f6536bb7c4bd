// Each format's layers, read by tools that are not ours.

import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ImageFormat } from '../../src/core/ports.ts'
import { inspectPicture } from '../../src/labels/inspect.ts'
import { createLabels } from '../../src/labels/labels.ts'
import { charterWith, labelled, readByExifTool, readByReference } from './labelled.ts'

const formats: ImageFormat[] = ['png', 'jpeg', 'webp']
const charter = charterWith({ visible: { shown: false } })

describe.each(formats)('%s', (format) => {
  test('is called valid by the reference reader, thumbnail included; only the authority is unknown to it', async () => {
    const { file, small } = await labelled(charter, format)
    for (const [bytes, kind] of [[file, format], [small, 'webp']] as const) {
      const { state, failures, actions } = await readByReference(bytes, kind)
      expect([state, failures]).toEqual(['Valid', ['signingCredential.untrusted']])
      expect(actions).toHaveLength(1)
      expect(actions[0]).toMatchObject({ action: 'c2pa.created', softwareAgent: { name: 'painter: painter', version: '1' } })
    }
  })

  test('says of an edit that it was opened and then edited, a composite', async () => {
    const { file } = await labelled(charter, format, { edited: true })
    const { state, actions, ingredients } = await readByReference(file, format)
    expect(state).toBe('Valid')
    expect(actions.map(({ action }) => action)).toEqual(['c2pa.opened', 'c2pa.edited'])
    expect(actions[1]?.digitalSourceType).toMatch(/compositeWithTrainedAlgorithmicMedia$/)
    expect(ingredients.map(({ relationship }) => relationship)).toEqual(['parentOf'])
  })

  test('gives ExifTool the same facts in XMP and EXIF, where it is installed', async ({ skip }) => {
    const { file } = await labelled(charter, format)
    const said = await readByExifTool(file, format)
    if (!said) return skip('exiftool is not installed')
    const value = (name: RegExp) => Object.entries(said).find(([key]) => name.test(key))?.[1]
    expect(value(/DigitalSourceType$/)).toMatch(/trainedAlgorithmicMedia$/)
    expect(value(/AISystemUsed$/)).toBe('Gesso: painter')
    expect(String(value(/AISystemVersionUsed$/))).toBe('1')
    const aigc = value(/aigc$/i) as unknown
    const fields = typeof aigc === 'string' ? JSON.parse(aigc) : aigc
    expect(fields).toMatchObject({ Label: '1', ContentProducer: 'Gesso', ProduceID: 'img_test', ContentPropagator: 'Gesso', PropagateID: 'img_test', ReservedCode2: '' })
    expect(JSON.parse(String(value(/UserComment$/))).AIGC).toEqual(fields)
    expect(value(/Software$/)).toContain('Gesso')
  })

  test('loses its signature with one changed byte, and the check says so', async () => {
    const { file, labels } = await labelled(charter, format)
    const whole = await labels.inspect(file)
    expect(whole.verdict).toBe('made-here')
    expect(whole.layers.map(({ finding }) => finding)).toEqual(['ours', 'ours', 'ours'])
    const other = await createOther()
    expect((await other.inspect(file)).layers.map(({ finding }) => finding)).toEqual(['others', 'others-changed', 'others'])
  })
})

/** Another instance of the same name: it must not call our pictures its own. */
const createOther = () => createLabels(charter, {})

test('a signature taken from one picture and put on another is not believed', async () => {
  const { file, labels } = await labelled(charter, 'jpeg')
  const strange = await sharp({ create: { width: 512, height: 512, channels: 3, background: '#a63' } }).jpeg().toBuffer()
  const carrier = segmentsOf(file).filter(({ marker }) => marker === 0xeb)
  expect(carrier.length).toBeGreaterThan(0)
  const moved = Buffer.concat([strange.subarray(0, 2), ...carrier.map(({ bytes }) => bytes), strange.subarray(2)])
  const report = await labels.inspect(new Uint8Array(moved))
  expect(report.layers[0]?.finding).toMatch(/-changed$/)
  expect(report.verdict).toBe('marked')
})

function segmentsOf(file: Uint8Array): Array<{ marker: number; bytes: Buffer }> {
  const found = []
  for (let at = 2; file[at] === 0xff && file[at + 1] !== 0xda; ) {
    const size = 2 + (((file[at + 2] ?? 0) << 8) | (file[at + 3] ?? 0))
    found.push({ marker: file[at + 1] ?? 0, bytes: Buffer.from(file.subarray(at, at + size)) })
    at += size
  }
  return found
}

test('what cannot be opened as a picture is refused, not answered', async () => {
  const own = { chain: [], root: '', provider: 1, producer: 'x', secret: new Uint8Array(32) }
  await expect(inspectPicture(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), own)).rejects.toThrow()
})
