// Every file is signed when all else is done, so that a change, or a false word about its making, shows.

import type { GivenPictures, Parts } from '../core/ports.ts'
import type { Evidence, FinishFacts, TrustRule } from '../core/rules.ts'

export const labelledBySignature: TrustRule = {
  id: 'labelled-by-signature',
  statements: [
    'Every picture and thumbnail is signed (C2PA) when all else is done; whoever changes the file afterwards, or writes another model into it, breaks the signature.',
    'Anybody can have a picture checked here without signing in; what is sent for checking is kept nowhere.',
  ],
  finish: {
    sign: (file, facts, parts) => parts.labels.sign(file, facts.format, { ...facts, number: facts.image ?? '', given: givenTo(facts) }),
  },
  probe: async (parts, now) => signAndCheck(parts, now),
}

/** A thumbnail names what its picture was made from; the signed histories, often larger than itself, stay with the picture. */
function givenTo({ order: { reference }, small }: FinishFacts): GivenPictures | undefined {
  return reference && { pictures: 1 + (reference.more?.length ?? 0), origins: small ? [] : (reference.origins ?? []) }
}

/** A grey picture goes the way of all pictures and must be known again. */
async function signAndCheck(parts: Parts, madeAt: Date): Promise<Evidence> {
  const side = 64
  const text = { number: 'probe', engine: 'probe', model: 'probe', version: '1', madeAt, edited: false }
  const grey = { width: side, height: side, rgb: new Uint8Array(side * side * 3).fill(128) }
  const file = await parts.pixels.encode(grey, 'png', parts.labels.describe(text))
  const { verdict, layers } = await parts.labels.inspect(await parts.labels.sign(file, 'png', text))
  return { holds: verdict === 'made-here', numbers: { layersFound: layers.filter(({ finding }) => finding === 'ours').length } }
}
