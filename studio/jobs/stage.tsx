// Where pictures appear: running orders and the newest ones large, everything before them by day.

import { useMemo } from 'react'
import type { Generation } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Examples } from '../make/examples.tsx'
import { FirstUse } from '../make/first-use.tsx'
import { useCard } from '../make/ordering.ts'
import { HistoryGrid } from '../pictures/history-grid.tsx'
import { isFinal, picturesOf } from '../pictures/pages.ts'
import { useHistory, useModels, useSession } from '../server-state.ts'
import { isMadeHere } from '../shell/first-look.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { JobCard } from './job-card.tsx'
import { dismissed, ordered, sending } from './sending.ts'
import { SendingCard } from './sending-card.tsx'

const mostCards = 6

/** Unfinished ones and the newest of this visit; the newest picture of all when there is nothing else. */
export function cardsOf(generations: Generation[], orderedNow: ReadonlySet<string>, away: ReadonlySet<string>, hidden: ReadonlySet<string>): Generation[] {
  const isEmpty = (one: Generation) => one.state === 'finished' && one.images.every((image) => hidden.has(image.id))
  const shown = generations.filter((one) => !away.has(one.id) && !isEmpty(one))
  const ended = shown.filter((one) => isFinal(one) && orderedNow.has(one.id)).slice(0, mostCards)
  const cards = shown.filter((one) => !isFinal(one) || ended.includes(one))
  const newest = shown.find((one) => one.state === 'finished')
  return cards.length === 0 && newest ? [newest] : cards
}

export function Stage({ hidden }: { hidden: ReadonlySet<string> }) {
  const { generations, hasNextPage, isFetchingNextPage, isError, isPending, fetchNextPage, refetch } = useHistory()
  const onTheWay = useStore(sending)
  const orderedNow = useStore(ordered)
  const away = useStore(dismissed)
  const cards = useMemo(() => cardsOf(generations, orderedNow, away, hidden), [generations, orderedNow, away, hidden])
  const rest = useMemo(() => picturesOf(generations.filter((one) => !cards.includes(one)), hidden), [generations, cards, hidden])
  const empty = cards.length === 0 && rest.length === 0 && onTheWay.length === 0
  if (isPending) return <Loading />
  if (isError && generations.length === 0) return <Failed again={() => void refetch()} />
  if (empty) return <EmptyStage />
  return (
    <div className="mx-auto grid max-w-[82.5rem] gap-6">
      <FirstUse />
      {onTheWay.map((one) => (
        <SendingCard key={one.key} one={one} />
      ))}
      {cards.map((generation) => (
        <JobCard key={generation.id} generation={generation} hidden={hidden} />
      ))}
      <HistoryGrid pictures={rest} hasMore={hasNextPage} loading={isFetchingNextPage} failed={isError} onMore={() => !isFetchingNextPage && void fetchNextPage()} />
    </div>
  )
}

/** The shape of what comes, while it is asked for. */
export function Loading() {
  const { t } = useWords()
  return (
    <div className="bg-paper border-line rounded-card pulse mx-auto grid w-full max-w-[82.5rem] gap-4 border p-4" role="img" aria-label={t('app.loading')}>
      <div className="bg-sunk h-5 w-40 rounded-full" />
      <div className="bg-mat h-[50dvh] rounded-picture" />
    </div>
  )
}

function Failed({ again }: { again: () => void }) {
  const { t } = useWords()
  return (
    <div className="grid h-full place-content-center justify-items-center gap-3 text-center">
      <p>{t('history.failed')}</p>
      <Button onClick={again}>{t('history.again')}</Button>
    </div>
  )
}

/** Who sees it and where it is made, in one line, as it is on this server. */
export function Welcome() {
  const { t } = useWords()
  const session = useSession()
  const models = useModels()
  const here = session && models.length > 0 ? session.access === 'owner' && models.every((model) => model.sends_data_to === 'here') : isMadeHere()
  return (
    <div className="grid gap-1">
      <h1 className="font-serif text-22 font-medium text-balance wide:text-36">{t('make.title')}</h1>
      <p className="text-ink-2 text-14 text-pretty wide:text-16">{here ? t('make.subtitle') : t('make.subtitleElsewhere')}</p>
    </div>
  )
}

/** What the model draws well, to begin with; the place of the first picture where it names nothing. */
function EmptyStage() {
  const { t } = useWords()
  const card = useCard()
  return (
    <div className="mx-auto grid max-w-[56rem] gap-8 pt-[3dvh]">
      <Welcome />
      <FirstUse />
      {card?.examples.length === 0 && <p className="bg-mat rounded-card text-ink-3 grid min-h-[38dvh] place-items-center p-6 text-14">{t('make.emptyFrame')}</p>}
      <Examples />
    </div>
  )
}
