// The gallery: what people have published, for everybody to see.

import { useInfiniteQuery } from '@tanstack/react-query'
import { listGallery, type Published } from '../api.ts'
import { Button } from '../design/button.tsx'
import { longDate } from '../pictures/dates.ts'
import { Page } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'

export function GalleryPage() {
  const { t } = useWords()
  const query = useInfiniteQuery({
    queryKey: ['gallery'],
    queryFn: ({ pageParam }) => listGallery(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  })
  const pictures = query.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <Page title={t('gallery.title')} intro={t('gallery.intro')}>
      {query.isError && (
        <p className="flex flex-wrap items-center gap-3">
          {t('gallery.failed')} <Button onClick={() => void query.refetch()}>{t('history.again')}</Button>
        </p>
      )}
      {query.isSuccess && pictures.length === 0 && <p>{t('gallery.empty')}</p>}
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        {pictures.map((picture) => (
          <Shown key={picture.id} picture={picture} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button size="large" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          {t('gallery.more')}
        </Button>
      )}
    </Page>
  )
}

function Shown({ picture }: { picture: Published }) {
  const { t, language } = useWords()
  const date = longDate(new Date(picture.published_at), language, new Date())
  return (
    <li data-published={picture.id}>
      <a href={picture.url} className="bg-mat rounded-picture block overflow-clip">
        <img src={picture.small_url} width={picture.width} height={picture.height} loading="lazy" alt={t('gallery.picture', { date })} className="aspect-square w-full object-contain" />
      </a>
    </li>
  )
}
