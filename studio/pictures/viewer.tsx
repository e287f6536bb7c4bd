// One picture large, on its mat, with all that is known of it; in place of the stage, the form stays in reach.

import { ChevronLeft, ChevronRight, Dices, PencilLine, Repeat, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, SignButton } from '../design/button.tsx'
import { fillForm, makeAgain, useCard } from '../make/ordering.ts'
import { page } from '../shell/pages.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { seedOf, type Made } from './pages.ts'
import { deletePicture, PictureActions } from './picture-actions.tsx'
import { PictureDetails } from './picture-details.tsx'
import { PictureImage } from './picture-image.tsx'
import { closeViewer, leaveFor, view } from './viewed.ts'

const EditActions = page('EditActions', () => import('../edit/edit-actions.tsx'), 'edit')
const zooms = [1, 1.5, 2, 3, 4]

interface ViewerProps {
  made: Made
  before: Made | undefined
  after: Made | undefined
  /** On a page without the form beside it. */
  alone?: boolean
  /** More that can be done with it where it was opened. */
  children?: ReactNode
}

export function Viewer({ made, before, after, alone = false, children }: ViewerProps) {
  const { t } = useWords()
  const [zoom, setZoom] = useState(0)
  const panel = useRef<HTMLElement>(null)
  const id = made.image.id
  const shown = useRef(id)
  shown.current = id
  useEffect(() => {
    panel.current?.focus()
    return () => {
      const opener = `#stage [data-picture="${CSS.escape(shown.current)}"]`
      requestAnimationFrame(() => document.querySelector<HTMLElement>(opener)?.focus())
    }
  }, [])
  useEffect(() => setZoom(0), [id])
  const go = (to: Made | undefined) => to && view(to.image.id)
  const remove = () => {
    const next = after ?? before
    deletePicture(made, t)
    if (next) view(next.image.id)
    else closeViewer()
  }
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={`${t('picture.viewer')}: ${made.generation.prompt}`}
      className={`bg-ground appear fixed inset-0 z-30 grid content-start overflow-y-auto outline-none wide:content-stretch wide:grid-rows-[minmax(0,1fr)] ${alone ? 'wide:left-18' : 'wide:left-[29rem]'} wide:grid-cols-[minmax(0,1fr)_20rem] wide:overflow-hidden`}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.target instanceof HTMLInputElement) return
        if (event.key === 'ArrowLeft' && zoom === 0) go(before)
        if (event.key === 'ArrowRight' && zoom === 0) go(after)
        if (event.key === 'Delete') remove()
        if (event.key === '+' || event.key === '=') setZoom((now) => Math.min(now + 1, zooms.length - 1))
        if (event.key === '-') setZoom((now) => Math.max(now - 1, 0))
        if (event.key === '0') setZoom(0)
      }}
    >
      <div className="bg-mat grid h-[70dvh] min-w-0 grid-rows-[auto_minmax(0,1fr)] wide:h-auto wide:min-h-0">
        <div className="flex items-center justify-between gap-2 p-2">
          <div className="flex gap-1">
            <SignButton label={t('picture.before')} why={!before && t('picture.noneBefore')} onClick={() => go(before)}>
              <ChevronLeft size={20} strokeWidth={1.75} aria-hidden="true" />
            </SignButton>
            <SignButton label={t('picture.after')} why={!after && t('picture.noneAfter')} onClick={() => go(after)}>
              <ChevronRight size={20} strokeWidth={1.75} aria-hidden="true" />
            </SignButton>
          </div>
          <div className="flex gap-1">
            <SignButton label={t('picture.zoomOut')} why={zoom === 0 && t('picture.noZoom')} onClick={() => setZoom(zoom - 1)}>
              <ZoomOut size={20} strokeWidth={1.75} aria-hidden="true" />
            </SignButton>
            <Button kind="quiet" why={zoom === 0 && t('picture.noZoom')} onClick={() => setZoom(0)} className="tabular-nums">
              {zoom === 0 ? t('picture.fit') : `${(zooms[zoom] ?? 1) * 100} %`}
            </Button>
            <SignButton label={t('picture.zoomIn')} why={zoom === zooms.length - 1 && t('picture.mostZoom')} onClick={() => setZoom(zoom + 1)}>
              <ZoomIn size={20} strokeWidth={1.75} aria-hidden="true" />
            </SignButton>
          </div>
          <SignButton label={t('app.close')} onClick={closeViewer}>
            <X size={20} strokeWidth={1.75} aria-hidden="true" />
          </SignButton>
        </div>
        <Mat made={made} zoom={zooms[zoom] ?? 1} />
      </div>
      <aside aria-label={t('picture.details')} className="bg-paper border-line grid min-w-0 content-start gap-4 border-t p-4 wide:overflow-y-auto wide:border-t-0 wide:border-l">
        <PictureActions made={made} onDelete={remove} />
        {children}
        <Suspense>
          <EditActions image={id} />
        </Suspense>
        <AgainActions made={made} />
        <PictureDetails made={made} />
      </aside>
    </section>
  )
}

/** The picture as large as it fits; larger when zoomed, then it scrolls. */
function Mat({ made, zoom }: { made: Made; zoom: number }) {
  const { image, generation } = made
  const width = image.width ?? generation.outcome?.width ?? generation.width
  const height = image.height ?? generation.outcome?.height ?? generation.height
  return (
    <div className="min-h-0 min-w-0 overflow-auto overscroll-contain p-4 pt-0 [container-type:size]" tabIndex={zoom > 1 ? 0 : -1}>
      <div className="grid min-h-full place-items-center" style={{ width: zoom > 1 ? 'max-content' : undefined, minWidth: '100%' }}>
        <PictureImage
          key={image.id}
          image={image}
          src={image.url}
          alt={generation.prompt}
          width={width}
          height={height}
          className="rounded-picture develop max-w-none object-contain"
          style={{ width: `calc(min(100cqw, 100cqh * ${width / height}) * ${zoom})`, height: 'auto', aspectRatio: `${width} / ${height}` }}
        />
      </div>
    </div>
  )
}

function AgainActions({ made }: { made: Made }) {
  const { t } = useWords()
  const card = useCard()
  if (!card) return null
  const { generation } = made
  const again = (seed: number | undefined) => {
    leaveFor('/')
    makeAgain({ ...generation, pictures: 1 }, card, seed)
  }
  return (
    <div className="grid grid-cols-2 gap-2">
      <Button onClick={() => again(seedOf(made))} title={t('picture.sameSeedLong')}>
        <Repeat size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.sameSeed')}
      </Button>
      <Button onClick={() => again(undefined)} title={t('picture.newSeedLong')}>
        <Dices size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.newSeed')}
      </Button>
      <Button
        className="col-span-2"
        onClick={() => {
          leaveFor('/')
          fillForm(generation, card, seedOf(made))
          speak(t('picture.reused'))
        }}
      >
        <PencilLine size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('picture.reuse')}
      </Button>
    </div>
  )
}
