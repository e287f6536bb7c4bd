// What the server has told so far, shared by all parts of the page.

import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listGenerations, listShares, readHoldings, readLabelFacts, readModels, readSession, readTrust, type Generation, type Model } from './api.ts'
import { allOf, withGeneration, withoutImage, type Pages } from './pictures/pages.ts'

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: 2, refetchOnWindowFocus: false, staleTime: 60_000 } },
})

const history = ['generations'] as const

export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: readSession }).data
}

/** Aliases answer with another model's card; people choose among the models themselves. */
export function useModels(): Model[] {
  const { data } = useQuery({ queryKey: ['models'], queryFn: readModels })
  return useMemo(() => data?.filter((model) => model.id === model.answered_by) ?? [], [data])
}

export function useTrust() {
  return useQuery({ queryKey: ['trust'], queryFn: readTrust, staleTime: 10_000 })
}

/** Changes only with the charter. */
export function useLabelFacts() {
  return useQuery({ queryKey: ['label-facts'], queryFn: readLabelFacts }).data
}

/** Counted anew whenever the page is opened. */
export function useHoldings() {
  return useQuery({ queryKey: ['holdings'], queryFn: readHoldings, staleTime: 0 })
}

/** Links that still open something; asked for only where sharing is on. */
export function useShares() {
  const sharing = useSession()?.sharing != null
  return useQuery({ queryKey: ['shares'], queryFn: listShares, enabled: sharing, staleTime: 0 })
}

/** The page itself has started a visitor's session by then. */
export function useHistory() {
  const query = useInfiniteQuery({
    queryKey: history,
    queryFn: ({ pageParam }) => listGenerations(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const generations = useMemo(() => allOf(query.data), [query.data])
  return { ...query, generations }
}

export function keepGeneration(generation: Generation): void {
  queries.setQueryData<Pages>(history, (loaded) => withGeneration(loaded, generation))
}

export function dropImage(id: string): void {
  queries.setQueryData<Pages>(history, (loaded) => withoutImage(loaded, id))
}

/** After something was made, taken back or cleared on the server. */
export function readAgain(): Promise<void> {
  return queries.invalidateQueries()
}
