// The docs inside the product: a list of guides, one of them open, and a search over all.

import { useEffect } from 'react'
import { Button } from '../design/button.tsx'
import { DeveloperNav } from '../developers/developer-nav.tsx'
import { Loading } from '../jobs/stage.tsx'
import { addressOf, follow, usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { GuideText } from './guide-text.tsx'
import { useGuides, type Guide } from './guides.ts'
import { readInline } from './markdown.ts'
import { showHash } from './places.ts'
import { SearchBox } from './search-box.tsx'

export function ManualPage() {
  const { t } = useWords()
  const { data: guides, isError, refetch } = useGuides()
  const [, , id] = usePlace().split('/')
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[76rem] min-w-0 content-start gap-6 px-4 py-6 outline-none sm:py-10">
      <h1 className="font-serif text-28 font-medium">{t('dev.docsTitle')}</h1>
      <DeveloperNav />
      {guides ? (
        <Guides guides={guides} id={id} />
      ) : isError ? (
        <p role="alert" className="flex flex-wrap items-center gap-3">
          {t('dev.unreachable')} <Button onClick={() => void refetch()}>{t('history.again')}</Button>
        </p>
      ) : (
        <Loading />
      )}
    </main>
  )
}

function Guides({ guides, id }: { guides: readonly Guide[]; id: string | undefined }) {
  const { t } = useWords()
  const open = guides.find((guide) => guide.id === id)
  useEffect(() => showHash(), [open])
  return (
    <div className="wide:grid-cols-[18rem_minmax(0,1fr)] grid min-w-0 items-start gap-x-10 gap-y-6">
      <div className="wide:sticky wide:top-6 wide:max-h-[calc(100dvh-3rem)] wide:overflow-y-auto grid min-w-0 gap-4 p-1">
        <SearchBox guides={guides} />
        {open && (
          <nav aria-label={t('dev.guides')} className="wide:block hidden">
            <GuideList guides={guides} open={open} />
          </nav>
        )}
      </div>
      <div className="grid min-w-0 gap-4">
        {id !== undefined && !open && (
          <p role="alert" className="bg-wait-wash rounded-card p-4 break-words">
            {t('dev.unknownGuide', { name: id })}
          </p>
        )}
        {open ? <Open guide={open} guides={guides} /> : <Cards guides={guides} />}
      </div>
    </div>
  )
}

function GuideList({ guides, open }: { guides: readonly Guide[]; open: Guide }) {
  return (
    <ul className="grid gap-1">
      {guides.map(({ id, title }) => {
        const path = `/docs/${id}`
        const current = open.id === id
        return (
          <li key={id}>
            <a href={addressOf(path)} onClick={follow(path)} aria-current={current ? 'page' : undefined} className={`rounded-control flex min-h-9 items-center px-3 coarse:min-h-11 ${current ? 'bg-action-wash text-action font-medium' : 'text-ink-2 hover:bg-sunk hover:text-ink'}`}>
              {title}
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** Each with what it begins with. */
function Cards({ guides }: { guides: readonly Guide[] }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {guides.map(({ id, title, blocks }) => {
        const first = blocks.find((block) => block.kind === 'paragraph')
        return (
          <li key={id} className="bg-paper border-line rounded-card grid min-w-0 content-start gap-1 border p-4">
            <h2 className="font-serif text-22 font-medium">
              <a href={addressOf(`/docs/${id}`)} onClick={follow(`/docs/${id}`)} className="text-action underline underline-offset-2">
                {title}
              </a>
            </h2>
            <p className="text-ink-2 text-pretty">{first && readInline(first.text).map((part) => part.text).join('')}</p>
          </li>
        )
      })}
    </ul>
  )
}

function Open({ guide, guides }: { guide: Guide; guides: readonly Guide[] }) {
  const { t } = useWords()
  const next = guides[guides.indexOf(guide) + 1]
  return (
    <article aria-labelledby="guide-title" className="grid max-w-[44rem] min-w-0 gap-4" data-guide={guide.id}>
      <h2 id="guide-title" className="font-serif text-28 font-medium text-balance">
        {guide.title}
      </h2>
      <GuideText blocks={guide.blocks} />
      <p className="border-line mt-4 flex flex-wrap justify-between gap-3 border-t pt-4">
        <a href={addressOf('/docs')} onClick={follow('/docs')} className="text-action underline underline-offset-2">
          {t('dev.allGuides')}
        </a>
        {next && (
          <a href={addressOf(`/docs/${next.id}`)} onClick={follow(`/docs/${next.id}`)} className="text-action underline underline-offset-2">
            {t('dev.next', { title: next.title })}
          </a>
        )}
      </p>
    </article>
  )
}
