// A better prompt as a suggestion, and whether this server makes any.

import { enhance, enhancerOf } from '../../core/enhance.ts'
import { agreedPlaces, purposeOf } from '../../core/places.ts'
import type { Caller } from '../../core/callers.ts'
import type { EngineFacts, Parts } from '../../core/ports.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { enhanceRequestSchema, type EnhancerBody } from '../schemas/prompts.ts'

export async function enhancePrompt(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, request } = ask
  const { value } = await readBody(ask, enhanceRequestSchema)
  const { enhanced, engine, place } = await enhance(parts, caller, value.prompt, request.signal)
  return json({ object: 'prompt', prompt: value.prompt, enhanced_prompt: enhanced, engine, sent_to: nameOf(place) })
}

/** For the session: who suggests, and whether this caller agreed to its place; null where nobody does. */
export async function describeEnhancer(parts: Parts, caller: Caller | undefined): Promise<EnhancerBody> {
  const enhancer = enhancerOf(parts)
  if (!enhancer) return null
  const { sendsDataTo, pricePerPicture } = enhancer.facts
  const agreed = sendsDataTo === 'here' || parts.charter.routing.consent === 'terms' || (caller !== undefined && (await agreedPlaces(parts, caller.owner)).includes(purposeOf(sendsDataTo)))
  const place = sendsDataTo === 'here' ? null : { name: sendsDataTo.name, country: sendsDataTo.country, terms_url: sendsDataTo.termsUrl, keeps_for: sendsDataTo.keepsFor }
  return { engine: enhancer.id, place, agreed, price_micro: Number(pricePerPicture) }
}

const nameOf = (place: EngineFacts['sendsDataTo']): string => (place === 'here' ? 'here' : `${place.name}, ${place.country}`)
