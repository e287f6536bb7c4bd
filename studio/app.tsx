// The studio as a whole: which page, how it is laid out, and what is open above it.

import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo } from 'react'
import { ended, useLooking } from './data/ended.ts'
import { EndingBanner } from './data/ending-banner.tsx'
import { Composer } from './make/composer.tsx'
import { Examples } from './make/examples.tsx'
import { FirstUse } from './make/first-use.tsx'
import { focusPrompt } from './make/ordering.ts'
import { PhoneBar } from './make/phone-bar.tsx'
import { Loading, Stage, Welcome } from './jobs/stage.tsx'
import { markOrdered, sending } from './jobs/sending.ts'
import { useWatching } from './jobs/watching.ts'
import { deletions } from './pictures/deletions.ts'
import { isFinal, picturesOf } from './pictures/pages.ts'
import { UndoToasts } from './pictures/undo-toasts.tsx'
import { viewed } from './pictures/viewed.ts'
import { queries, useHistory, useSession } from './server-state.ts'
import { Rail, Tabs, TopBar } from './shell/frame.tsx'
import { ConnectionBanner, LiveRegion } from './shell/notices.tsx'
import { Ended, GateBanner, IncidentNow, PageAt, pageOf } from './shell/pages.tsx'
import { usePlace } from './shell/places.ts'
import { useWide } from './shell/screen.ts'
import { openShare } from './sharing/open-share.ts'
import { ShortcutList, useShortcuts } from './shell/shortcuts.tsx'
import { useStore } from './stores.ts'
import { TermsBanner } from './policies/terms-banner.tsx'
import { useWords } from './words/words.ts'

const Viewer = lazy(async () => ({ default: (await import('./pictures/viewer.tsx')).Viewer }))
const ShareDialog = lazy(async () => ({ default: (await import('./sharing/share-dialog.tsx')).ShareDialog }))

export function App() {
  const receipt = useStore(ended)
  return <QueryClientProvider client={queries}>{receipt ? <Ended receipt={receipt} /> : <Studio />}</QueryClientProvider>
}

function Studio() {
  const { t } = useWords()
  const place = usePlace()
  const wide = useWide()
  const { generations } = useHistory()
  const onTheWay = useStore(sending)
  const deleting = useStore(deletions)
  const hidden = useMemo(() => new Set(deleting.flatMap((one) => one.images)), [deleting])
  const unfinished = useMemo(() => generations.filter((generation) => !isFinal(generation)), [generations])
  const pictures = useMemo(() => picturesOf(generations, hidden), [generations, hidden])
  const open = useStore(viewed)
  const sharing = useStore(openShare) !== undefined
  const at = pictures.findIndex((made) => made.image.id === open)
  const made = pictures[at]

  useLooking()
  useWatching(unfinished)
  useShortcuts(unfinished, pictures)
  useEffect(() => markOrdered(unfinished.map((generation) => generation.id)), [unfinished])
  const running = unfinished.length + onTheWay.filter((one) => !one.trouble).length
  useEffect(() => {
    document.title = running > 0 ? `(${running}) ${t('app.name')}` : t('app.name')
  }, [running, t])

  const beside = pageOf(place)
  const covered = made !== undefined && !beside
  // The editor has the screen to itself.
  const full = beside === '/edit'
  const page = beside ? <PageAt place={beside} /> : wide ? <WideMake hidden={hidden} covered={covered} /> : <NarrowMake hidden={hidden} covered={covered} />
  return (
    <>
      <a
        href={beside ? '#main' : '#prompt'}
        className="bg-paper text-action rounded-control shadow-float sr-only z-50 px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        onClick={(event) => {
          event.preventDefault()
          if (beside) document.querySelector<HTMLElement>('main')?.focus()
          else focusPrompt()
        }}
      >
        {t(beside ? 'app.skipToPage' : 'app.skip')}
      </a>
      <Banners place={place} />
      <div className={full ? '' : wide ? 'grid min-h-dvh grid-cols-[4.5rem_minmax(0,1fr)]' : 'min-h-dvh pb-[calc(3.5rem+env(safe-area-inset-bottom))]'}>
        {full ? null : wide ? (
          <Rail />
        ) : (
          <div inert={covered} className="contents">
            <TopBar />
          </div>
        )}
        {page}
        {!wide && !full && (
          <div inert={covered} className="contents">
            <Tabs />
          </div>
        )}
      </div>
      <Suspense>{covered && <Viewer made={made} before={pictures[at - 1]} after={pictures[at + 1]} />}</Suspense>
      <UndoToasts />
      <Suspense>{sharing && <ShareDialog />}</Suspense>
      <ShortcutList />
      <LiveRegion />
    </>
  )
}

/** What everybody has to know, whatever page they are on. */
function Banners({ place }: { place: string }) {
  const gate = useSession()?.gate
  return (
    <>
      <ConnectionBanner />
      <TermsBanner />
      {gate && <GateBanner gate={gate} place={place} />}
      <EndingBanner />
      <IncidentNow />
    </>
  )
}

interface MakeProps {
  hidden: ReadonlySet<string>
  covered: boolean
}

function WideMake({ hidden, covered }: MakeProps) {
  return (
    <div className="grid grid-cols-[24.5rem_minmax(0,1fr)]">
      <div className="bg-paper border-line sticky top-0 z-10 h-dvh overflow-y-auto overscroll-contain border-r">
        <div className="flex min-h-full flex-col p-4 *:grow">
          <Composer />
        </div>
      </div>
      <main id="stage" inert={covered} className="min-w-0 p-6">
        <Stage hidden={hidden} />
      </main>
    </div>
  )
}

/** The form is the page until there is a picture; then it makes room for them. */
function NarrowMake({ hidden, covered }: MakeProps) {
  const { generations, isPending } = useHistory()
  const onTheWay = useStore(sending)
  if (isPending) {
    return (
      <main id="stage" className="p-4">
        <Loading />
      </main>
    )
  }
  const first = onTheWay.length === 0 && generations.every((generation) => isFinal(generation) && generation.images.every((image) => hidden.has(image.id)))
  return (
    <div inert={covered} className="contents">
      <main id="stage" className={`mx-auto grid min-w-0 max-w-[44rem] gap-6 p-4 [--foot:3.5rem] ${first ? '' : 'pb-18'}`}>
        {first ? (
          <>
            <Welcome />
            <div className="bg-paper border-line rounded-card min-w-0 overflow-clip border p-4">
              <Composer withExamples={false} />
            </div>
            <FirstUse />
            <Examples />
          </>
        ) : (
          <Stage hidden={hidden} />
        )}
      </main>
      {!first && <PhoneBar />}
    </div>
  )
}
