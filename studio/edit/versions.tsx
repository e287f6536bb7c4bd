// The tree of versions: go back to any, branch from it, compare it with the one that is shown; and what is being made.

import { Columns2, Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { cancelGeneration, type Generation } from '../api.ts'
import { Button, SignButton } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { jobStateOf, ProgressBar, sayMore, StateLine } from '../jobs/job-state.tsx'
import { lives } from '../jobs/watching.ts'
import { keepGeneration } from '../server-state.ts'
import { addressOf, follow } from '../shell/places.ts'
import { useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { comparing } from './compare.tsx'
import { flush } from './editor-state.ts'
import type { Version } from './tree.ts'

interface TreeProps {
  versions: readonly Version[]
  shown: string
  running: readonly Generation[]
  /** Where a sheet has the title already. */
  untitled?: boolean
}

export function VersionTree({ versions, shown, running, untitled }: TreeProps) {
  const { t } = useWords()
  return (
    <section aria-label={t('edit.versions')} className="grid gap-3">
      <div>
        {!untitled && <h2 className="text-16 font-medium">{t('edit.versions')}</h2>}
        <p className="text-ink-3 text-14">{t('edit.versionsHint')}</p>
      </div>
      {running.map((generation) => (
        <Running key={generation.id} generation={generation} />
      ))}
      <ol className="grid gap-1.5">
        {versions.map((version) => (
          <Branch key={version.image.id} version={version} shown={version.image.id === shown} />
        ))}
      </ol>
    </section>
  )
}

const deepest = 5

function Branch({ version, shown }: { version: Version; shown: boolean }) {
  const { t } = useWords()
  const compared = useStore(comparing) === version.image.id
  const { image, generation, depth, how } = version
  const words = generation.prompt || t('edit.vary')
  const path = `/edit/${image.id}`
  return (
    <li className={`flex min-w-0 items-center gap-2 ${depth > 0 ? 'border-line-2 border-l pl-2' : ''}`} style={{ marginLeft: `${Math.min(depth, deepest) * 12}px` }}>
      <a
        href={addressOf(path)}
        onClick={follow(path, () => flush())}
        aria-current={shown ? 'true' : undefined}
        aria-label={t('edit.version', { how: t(`edit.how.${how}`), words })}
        data-version={image.id}
        className={`rounded-control grid min-w-0 grow grid-cols-[3rem_minmax(0,1fr)] items-center gap-2 border p-1 ${shown ? 'border-action bg-action-wash' : 'border-transparent hover:bg-sunk'}`}
      >
        <img src={image.small_url} alt="" loading="lazy" className="bg-sunk rounded-picture size-12 object-contain" />
        <span className="grid min-w-0">
          <span className={`text-14 font-medium ${shown ? 'text-action' : ''}`}>
            {t(`edit.how.${how}`)} {shown && <span className="font-normal">· {t('edit.versionNow')}</span>}
          </span>
          <span className="text-ink-2 truncate text-14" lang={languageOf(words)}>
            {words}
          </span>
        </span>
      </a>
      {!shown && (
        <SignButton label={t('edit.compareWith', { words: `${t(`edit.how.${how}`)}, ${words}` })} aria-pressed={compared} className={compared ? 'text-action bg-action-wash' : ''} onClick={() => comparing.set(compared ? undefined : image.id)}>
          <Columns2 size={18} strokeWidth={1.75} aria-hidden="true" />
        </SignButton>
      )}
    </li>
  )
}

/** An edit on its way, as cards on the main page show it. */
export function Running({ generation }: { generation: Generation }) {
  const { t } = useWords()
  const live = useStore(lives).get(generation.id)
  const state = jobStateOf(generation, live)
  const preview = live?.previews[0]
  return (
    <article data-running={generation.id} data-state={state} aria-label={`${t(`job.${state}`)}: ${generation.prompt}`} className="border-line rounded-card bg-paper grid gap-2 border p-2">
      <div className="flex items-center justify-between gap-2">
        <StateLine state={state} more={sayMore(t, state, generation, live)} />
        <Button kind="stop" onClick={() => void cancelGeneration(generation.id).then(keepGeneration, () => undefined)}>
          <Square size={14} strokeWidth={2} aria-hidden="true" />
          {t('edit.stop')}
        </Button>
      </div>
      <ProgressBar state={state} fraction={live?.fraction ?? 0} />
      {preview && <img src={preview} alt={t('job.preview', { words: generation.prompt })} className="rounded-picture max-h-40 w-full object-contain" />}
    </article>
  )
}

/** The same from below, where there is no room beside the picture. */
export function VersionSheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useWords()
  return (
    <Modal kind="sheet" title={t('edit.versions')} closeLabel={t('app.close')} onClose={onClose}>
      <div className="grid gap-6" onClick={(event) => (event.target as Element).closest('a') && onClose()}>
        {children}
      </div>
    </Modal>
  )
}
