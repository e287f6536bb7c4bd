// The editor: one picture in the middle of the screen, its tools, its versions, and what to ask for.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button, buttonClass } from '../design/button.tsx'
import { isFinal } from '../pictures/pages.ts'
import { useHistory, useModels, useSession } from '../server-state.ts'
import { addressOf, follow, goTo, usePlace } from '../shell/places.ts'
import { useWide } from '../shell/screen.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { Trouble, type Generation, type ModelCard } from '../api.ts'
import { Compare, comparing } from './compare.tsx'
import { listVersions } from './edit-calls.ts'
import { KeyList, useEditKeys } from './edit-keys.tsx'
import { flush, modes, openWork, start, work, changeWork, type Mode } from './editor-state.ts'
import { ExtendPreview } from './extend.tsx'
import { Mat } from './mat.tsx'
import { createEdit, faultShown, refusal } from './order.ts'
import { OrderBar } from './order-bar.tsx'
import { Ready } from './ready.tsx'
import { MaskSettings, ToolRail } from './tools.tsx'
import { TopRow } from './top-row.tsx'
import { sizeOf, treeOf, type Version } from './tree.ts'
import { VersionSheet, VersionTree } from './versions.tsx'
import { fitView, view } from './view-of.ts'

export function EditPage() {
  const { t } = useWords()
  const id = usePlace().split('/')[2] ?? ''
  const { data, error, refetch } = useQuery({ queryKey: ['versions', id], queryFn: () => listVersions(id), staleTime: 0, placeholderData: keepPreviousData, retry: (count, failed) => count < 2 && !(failed instanceof Trouble && failed.code !== 'unreachable') })
  const versions = useMemo(() => (data ? treeOf(data) : []), [data])
  const version = versions.find(({ image }) => image.id === id)
  useOpening(id)
  const running = useRunning(versions, () => void refetch())
  if (!version) {
    const gone = error instanceof Trouble && error.code !== 'unreachable'
    return (
      <main id="stage" className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
        <h1 className="font-serif text-28 font-medium">{t('edit.title')}</h1>
        <p className="text-ink-2" role="status">
          {error ? (gone ? t('edit.gone') : t('edit.failed')) : t('edit.loading')}
        </p>
        {error && !gone && <Button onClick={() => void refetch()}>{t('history.again')}</Button>}
        {error && (
          <a href={addressOf('/pictures')} onClick={follow('/pictures')} className={buttonClass({ kind: 'action', size: 'large' })}>
            {t('edit.toPictures')}
          </a>
        )}
      </main>
    )
  }
  return <Editor version={version} versions={versions} running={running} />
}

/** Each picture's work is taken up where it was left; the ways and words in the address come first. */
function useOpening(id: string): void {
  const carried = useRef<Parameters<typeof openWork>[1]>(undefined)
  useEffect(() => {
    comparing.set(undefined)
    faultShown.set(undefined)
    refusal.set(undefined)
    view.set(fitView)
    const asked = start.mode ?? (location.hash.slice(1) as Mode)
    start.mode = undefined
    void openWork(id, carried.current).then(() => {
      if (!modes.includes(asked)) return
      changeWork({ mode: asked })
      if (!location.hash) return
      history.replaceState(history.state, '', location.pathname + location.search)
    })
    return () => {
      const { steps } = work.get()
      // A mask is used again on what was made with it.
      carried.current = steps.length > 0 ? { steps } : undefined
      flush()
    }
  }, [id])
}

/** Orders that change a picture of this tree; the tree is read again when one of them has ended. */
function useRunning(versions: readonly Version[], ended: () => void): Generation[] {
  const { generations } = useHistory()
  const known = new Set(versions.map(({ image }) => image.id))
  const running = generations.filter((generation) => !isFinal(generation) && known.has(generation.reference?.image ?? ''))
  const ids = running.map(({ id }) => id).join()
  const before = useRef(ids)
  const tell = useRef(ended)
  tell.current = ended
  useEffect(() => {
    const gone = before.current !== '' && before.current !== ids
    before.current = ids
    if (gone) tell.current()
  }, [ids])
  return running
}

/** The model that made the picture where it can change one, else the first that can. */
function useEditCard(version: Version): ModelCard | undefined {
  const models = useModels()
  const usual = useSession()?.model
  const able = models.filter(({ card }) => card.abilities.reference)
  return (able.find(({ id }) => id === version.generation.model) ?? able.find(({ card }) => card.abilities.mask && card.id === usual) ?? able.find(({ card }) => card.abilities.mask) ?? able[0] ?? models[0])?.card
}

function leave(): void {
  flush()
  goTo(start.from)
}

interface EditorProps {
  version: Version
  versions: readonly Version[]
  running: Generation[]
}

function Editor({ version, versions, running }: EditorProps) {
  const wide = useWide()
  const now = useStore(work)
  const compared = useStore(comparing)
  const [sheet, setSheet] = useState(false)
  const card = useEditCard(version)
  const other = versions.find(({ image }) => image.id === compared)
  const parent = version.parent ?? versions.find(({ parent: of }) => of === version.image.id)?.image.id
  const size = sizeOf(version)
  const paints = now.mode === 'paint' && !other
  const actions = useMemo(
    () => ({
      create: () => createEdit(work.get(), version, card),
      leave: () => (comparing.get() ? comparing.set(undefined) : leave()),
      compare: () => comparing.set((of) => (of ? undefined : parent)),
      zoom: (factor: number) => view.set((at) => ({ ...at, scale: (at.scale ?? Number(document.querySelector<HTMLElement>('[data-scale]')?.dataset['scale'] ?? 1)) * factor })),
    }),
    [version, card, parent],
  )
  useEditKeys(actions)
  const picture = { id: version.image.id, url: version.image.url, words: version.generation.prompt, ...size }
  const panel = <VersionTree versions={versions} shown={version.image.id} running={running} untitled={!wide} />
  return (
    <main id="stage" className="bg-ground fixed inset-0 z-30 grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto]" data-editor={version.image.id}>
      <TopRow actions={actions} wide={wide} mayCompare={parent !== undefined} versions={versions.length} onVersions={() => setSheet(true)} />
      <div className={`grid min-h-0 ${wide ? (paints ? 'grid-cols-[5rem_minmax(0,1fr)_18rem]' : 'grid-cols-[minmax(0,1fr)_18rem]') : 'grid-rows-[minmax(0,1fr)_auto]'}`}>
        {wide && paints && <ToolRail wide />}
        <div className="relative grid min-h-0 min-w-0">
          <Mat picture={picture} paints={paints} margins={now.mode === 'extend' && !other ? now.margins : undefined}>
            {now.mode === 'extend' && !other && <ExtendPreview picture={size} />}
            {other && <Compare url={other.image.url} words={other.generation.prompt} />}
          </Mat>
          <Ready running={running} versions={versions} parent={version.image.id} />
        </div>
        {!wide && paints && <ToolRail wide={false} />}
        {wide && (
          <aside className="border-line bg-paper grid content-start gap-6 overflow-y-auto border-l p-4">
            {paints && <MaskSettings name={`mask-${version.image.id}.png`} />}
            {panel}
          </aside>
        )}
      </div>
      <OrderBar version={version} card={card} />
      {sheet && !wide && (
        <VersionSheet onClose={() => setSheet(false)}>
          {panel}
          {paints && <MaskSettings name={`mask-${version.image.id}.png`} />}
        </VersionSheet>
      )}
      <KeyList />
    </main>
  )
}
