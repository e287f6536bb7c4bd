// Places beyond this machine, and agreeing to them.

import { useQuery } from '@tanstack/react-query'
import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'
import { queries } from '../server-state.ts'

export type PlaceView = components['schemas']['Places']['data'][number]

const key = ['places'] as const

export function usePlaces(): PlaceView[] | undefined {
  return useQuery({ queryKey: key, queryFn: () => take(gesso.GET('/v1/places')) }).data?.data
}

export async function agreeTo(place: string, agreed: boolean): Promise<void> {
  queries.setQueryData(key, await take(gesso.POST('/v1/places', { body: { place, agreed } })))
}
