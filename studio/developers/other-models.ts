// The models of other kinds than pictures, as the server tells them.

import { useQuery } from '@tanstack/react-query'
import { gesso, take } from '../api.ts'
import type { OtherModel } from './other-call.ts'

const none: OtherModel[] = []

async function readOthers(): Promise<OtherModel[]> {
  return (await take(gesso.GET('/v1/models'))).data.filter((model) => model.modality !== 'images')
}

export function useOtherModels(): OtherModel[] {
  return useQuery({ queryKey: ['other-models'], queryFn: readOthers, staleTime: 60_000 }).data ?? none
}
