// What the server has told so far, shared by all parts of the page.

import { QueryClient, useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import {
  listBoards,
  listGenerations,
  listImages,
  listPublished, listShares,
  readHoldings,
  readLabelFacts,
  readModels,
  readPolicies,
  readPolicy,
  readSession,
  readTrust,
  type Board,
  type BriefImage,
  type BriefList,
  type Generation,
  type Model,
  type Session,
} from './api.ts'
import { allOf, withGeneration, withoutImages, type Pages } from './pictures/pages.ts'

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: 2, refetchOnWindowFocus: false, staleTime: 60_000 } },
})

const history = ['generations'] as const
const library = ['library'] as const
/** What they take is measured anew with every picture, one's own and those of others. */
const models = { queryKey: ['models'], queryFn: readModels, staleTime: 3_000 }

export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: readSession }).data
}

/** Aliases answer with another model's card; people choose among the models themselves. */
export function useModels(): Model[] {
  const { data } = useQuery(models)
  return useMemo(() => data?.filter((model) => model.id === model.answered_by) ?? [], [data])
}

/** Whether they could not be read. */
export const useModelsAway = (): boolean => useQuery(models).isError

export function useTrust() {
  return useQuery({ queryKey: ['trust'], queryFn: readTrust, staleTime: 10_000 })
}

export function usePolicies() {
  return useQuery({ queryKey: ['policies'], queryFn: readPolicies })
}

export function usePolicy(id: string, language: 'en' | 'zh') {
  return useQuery({ queryKey: ['policy', id, language], queryFn: () => readPolicy(id, language) })
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

/** What of one's own is in the gallery; asked for only where there is one. */
export function usePublished() {
  const gallery = useSession()?.gallery != null
  return useQuery({ queryKey: ['published'], queryFn: listPublished, enabled: gallery, staleTime: 0 })
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

/** Where the server said, with the page, that nothing was made yet; it is asked all the same. */
export function startWithoutPictures(): void {
  queries.setQueryData<Pages>(history, { pages: [{ data: [], has_more: false, next: null }], pageParams: [undefined] }, { updatedAt: 0 })
}

export function keepGeneration(generation: Generation): void {
  queries.setQueryData<Pages>(history, (loaded) => withGeneration(loaded, generation))
  if (generation.state === 'finished') void queries.invalidateQueries({ queryKey: models.queryKey })
}

export function dropImages(ids: string[]): void {
  const gone = new Set(ids)
  queries.setQueryData<Pages>(history, (loaded) => withoutImages(loaded, gone))
  queries.setQueryData<InfiniteData<BriefList>>(library, (loaded) => loaded && { ...loaded, pages: loaded.pages.map((page) => ({ ...page, data: page.data.filter((image) => !gone.has(image.id)) })) })
  void queries.invalidateQueries({ queryKey: ['boards'] })
}

/** How long a deletion can be undone, as the charter says. */
export function undoSeconds(): number {
  return queries.getQueryData<Session>(['session'])?.rights.undo_seconds ?? 10
}

/** Everything there is, in brief; page after page by itself. */
export function useLibrary() {
  const query = useInfiniteQuery({
    queryKey: library,
    queryFn: ({ pageParam }) => listImages(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  const images = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data])
  return { ...query, images }
}

export function useBoards(): Board[] {
  return useQuery({ queryKey: ['boards'], queryFn: listBoards }).data ?? []
}

/** The boards as the server has them now, and which pictures lie where. */
export function keepPlacing(boards: Board[], board: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }): void {
  queries.setQueryData(['boards'], boards)
  const [added, removed] = [new Set(add), new Set(remove)]
  const place = (image: BriefImage): BriefImage => {
    if (added.has(image.id) && !image.boards.includes(board)) return { ...image, boards: [...image.boards, board] }
    return removed.has(image.id) ? { ...image, boards: image.boards.filter((one) => one !== board) } : image
  }
  queries.setQueryData<InfiniteData<BriefList>>(library, (loaded) => loaded && { ...loaded, pages: loaded.pages.map((page) => ({ ...page, data: page.data.map(place) })) })
}

/** After something was made, taken back or cleared on the server. */
export function readAgain(): Promise<void> {
  return queries.invalidateQueries()
}
