// What a new picture was made from, for its manifest: the pictures that were given, with the signed histories they brought.

import { IngredientAssertion, RelationshipType, type HashedURI, type Manifest } from '@trustnxt/c2pa-ts/manifest'
import type { GivenPictures, Origin, OriginFinding } from '../core/ports.ts'
import { boxesIn, hashOf, type LabelledBox } from './jumbf.ts'
import { signatureLabel } from './read-origin.ts'

export interface Ingredients {
  /** The picture that was changed. */
  parent: IngredientAssertion
  /** Pictures that were looked at beside it. */
  inputs: IngredientAssertion[]
  /** Manifests that go into the new file's store. */
  manifests: LabelledBox[]
}

/** Adds an assertion for each given picture. */
export function addIngredients(manifest: Manifest, { pictures, origins }: GivenPictures): Ingredients {
  const manifests: LabelledBox[] = []
  const all = Array.from({ length: Math.max(1, pictures) }, (_, place) => {
    const ingredient = IngredientAssertion.createV3(place === 0 ? RelationshipType.ParentOf : RelationshipType.InputTo)
    ingredient.title = place === 0 ? 'the picture that was given' : `picture ${place + 1} that was given`
    // Assertions of one kind are told apart by a number behind their label.
    if (place > 0) ingredient.labelSuffix = place
    const origin = origins.find((one) => one.picture === place)
    if (origin) carry(ingredient, origin, manifests)
    manifest.addAssertion(ingredient)
    return ingredient
  })
  const [parent, ...inputs] = all as [IngredientAssertion, ...IngredientAssertion[]]
  return { parent, inputs, manifests }
}

/** Names the origin's manifests, which come along unless they are there already. */
function carry(ingredient: IngredientAssertion, origin: Origin, manifests: LabelledBox[]): void {
  const boxes = boxesIn(origin.manifest)
  const active = boxes.at(-1)
  const known = (box: LabelledBox): LabelledBox | undefined => manifests.find(({ label }) => label === box.label)
  // Two histories that tell different things under one label cannot both be carried.
  const differ = boxes.some((box) => known(box) && !Buffer.from(box.bytes).equals(known(box)?.bytes ?? Buffer.alloc(0)))
  if (!active || differ) return
  manifests.push(...boxes.filter((box) => !known(box)))
  const address = `self#jumbf=/c2pa/${active.label}`
  const reference = (uri: string, box: LabelledBox): HashedURI => ({ uri, hash: hashOf(box), algorithm: 'SHA-256' })
  ingredient.format = `image/${origin.format}`
  ingredient.activeManifest = reference(address, active)
  const signature = boxesIn(active.bytes).find(({ label }) => label === signatureLabel)
  if (signature) ingredient.claimSignature = reference(`${address}/${signatureLabel}`, signature)
  ingredient.validationResults = { activeManifest: { success: statuses(origin.whole), informational: [], failure: statuses(origin.faults) } }
}

type Status = NonNullable<IngredientAssertion['validationResults']>['activeManifest']['success'][number]

const statuses = (findings: readonly OriginFinding[]): Status[] => findings.map(({ code, url }) => ({ code: code as Status['code'], ...(url ? { url } : {}) }))

