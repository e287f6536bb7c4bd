// Everything this browser made before, by day: small pictures that load as they come into view.

import { useEffect, useRef } from 'react'
import { Button } from '../design/button.tsx'
import { useWords } from '../words/words.ts'
import { dayName, groupByDay, longDate } from './dates.ts'
import type { Made } from './pages.ts'
import { PictureImage } from './picture-image.tsx'
import { view } from './viewed.ts'

interface HistoryGridProps {
  pictures: Made[]
  hasMore: boolean
  loading: boolean
  failed: boolean
  onMore: () => void
}

export function HistoryGrid({ pictures, hasMore, loading, failed, onMore }: HistoryGridProps) {
  const { t, language } = useWords()
  const now = new Date()
  if (pictures.length === 0 && !hasMore) return null
  return (
    <section aria-labelledby="history-title" className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="history-title" className="font-serif text-22 font-medium">
          {t('history.title')}
        </h2>
        <p className="text-ink-3 text-14 coarse:hidden">{t('history.keys')}</p>
      </div>
      {groupByDay(pictures, (made) => made.image.created_at).map((day) => {
        const name = dayName(day.date, now)
        return (
          <div key={day.key} className="grid gap-2 [content-visibility:auto] [contain-intrinsic-size:auto_24rem]">
            <h3 className="text-ink-2 text-14 font-medium">{name ? t(`history.${name}`) : longDate(day.date, language, now)}</h3>
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,30vw),1fr))] gap-2">
              {day.items.map((made) => (
                <Tile key={made.image.id} made={made} />
              ))}
            </ul>
          </div>
        )
      })}
      <More hasMore={hasMore} loading={loading} failed={failed} onMore={onMore} />
    </section>
  )
}

function Tile({ made }: { made: Made }) {
  const { t } = useWords()
  const { image, generation } = made
  return (
    <li className="bg-mat">
      <button
        type="button"
        data-picture={image.id}
        aria-label={t('picture.open', { words: generation.prompt })}
        title={generation.prompt}
        className="on-picture rounded-picture grid aspect-square w-full cursor-zoom-in grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] place-items-center overflow-hidden p-1.5"
        onClick={() => view(image.id)}
      >
        <PictureImage
          small
          image={image}
          src={image.small_url}
          alt={generation.prompt}
          width={image.width ?? generation.width}
          height={image.height ?? generation.height}
          loading="lazy"
          decoding="async"
          className="rounded-picture size-full object-contain"
        />
      </button>
    </li>
  )
}

/** Older pages come by themselves when their place comes into view, and by a button for keyboards. */
function More({ hasMore, loading, failed, onMore }: Omit<HistoryGridProps, 'pictures'>) {
  const { t } = useWords()
  const mark = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  more.current = onMore
  useEffect(() => {
    if (!mark.current || !hasMore || failed) return
    const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more.current(), { rootMargin: '600px' })
    seen.observe(mark.current)
    return () => seen.disconnect()
  }, [hasMore, failed, loading])
  return (
    <div ref={mark} className="grid justify-items-center py-2">
      {failed && <p className="text-stop mb-2 text-14">{t('history.failed')}</p>}
      {hasMore ? (
        <Button disabled={loading} onClick={onMore}>
          {loading ? t('history.loadingOlder') : failed ? t('history.again') : t('history.older')}
        </Button>
      ) : (
        <p className="text-ink-3 text-14">{t('history.end')}</p>
      )}
    </div>
  )
}
