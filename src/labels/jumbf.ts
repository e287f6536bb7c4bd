// The boxes of a C2PA manifest store as bytes: enough to carry the manifests of one file in another's, unchanged.

import { createHash } from 'node:crypto'
import type { Bytes } from '../core/ports.ts'

/** A superbox: its label, and all of its bytes. */
export interface LabelledBox {
  label: string
  bytes: Bytes
}

const headLength = 8
/** Of a description box: its kind (16) and its switches (1) stand before the label. */
const labelAt = 17

/** The superboxes inside of a superbox. @throws RangeError where the structure is broken */
export function boxesIn(superBox: Bytes): LabelledBox[] {
  return childrenOf(superBox)
    .filter((box) => kindOf(box) === 'jumb')
    .map((bytes) => ({ label: labelOf(bytes), bytes }))
}

/** By this hash one manifest names a superbox of another. */
export const hashOf = ({ bytes }: LabelledBox): Bytes => new Uint8Array(createHash('sha256').update(bytes.subarray(headLength)).digest())

/** The store with further manifests before its own; the last one stays the one that speaks for the file. */
export function withManifests(store: Bytes, manifests: readonly LabelledBox[]): Bytes {
  const [description] = childrenOf(store)
  const start = headLength + (description?.length ?? 0)
  const whole = new Uint8Array(Buffer.concat([store.subarray(0, start), ...manifests.map(({ bytes }) => bytes), store.subarray(start)]))
  new DataView(whole.buffer).setUint32(0, whole.length)
  return whole
}

function childrenOf(box: Bytes): Bytes[] {
  const view = new DataView(box.buffer, box.byteOffset, box.length)
  const children: Bytes[] = []
  for (let at = headLength; at < box.length; ) {
    const length = view.getUint32(at)
    if (length < headLength || at + length > box.length) throw new RangeError('a box does not fit')
    children.push(box.subarray(at, at + length))
    at += length
  }
  return children
}

function labelOf(superBox: Bytes): string {
  const [description] = childrenOf(superBox)
  if (!description || kindOf(description) !== 'jumd') throw new RangeError('a box has no description')
  const end = description.indexOf(0, headLength + labelAt)
  return Buffer.from(description.subarray(headLength + labelAt, end < 0 ? undefined : end)).toString('utf8')
}

const kindOf = (box: Bytes): string => String.fromCharCode(...box.subarray(4, 8))
