// One order on the stage: its state, its pictures at their true shape, its words, and what can be done.

import { Dices, PencilLine, Repeat, RotateCcw, Square, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { cancelGeneration, type Generation } from '../api.ts'
import { Button } from '../design/button.tsx'
import { fillForm, makeAgain, useCard } from '../make/ordering.ts'
import { keepGeneration, useModels, useSession } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { bringWords, languageOf, useWords } from '../words/words.ts'
import { Frames } from './frames.tsx'
import { jobStateOf, ProgressBar, sayMore, StateLine, type JobState } from './job-state.tsx'
import { dismissed } from './sending.ts'
import { lives } from './watching.ts'

const SecondLook = lazy(async () => {
  const [{ SecondLook: button }] = await Promise.all([import('./second-look.tsx'), bringWords('own')])
  return { default: button }
})

const unfinished: JobState[] = ['sending', 'waiting', 'warming', 'painting', 'finishing']
const spokenStates: JobState[] = ['waiting', 'painting', 'ready', 'failed', 'refused', 'stopped']

export function JobCard({ generation, hidden }: { generation: Generation; hidden: ReadonlySet<string> }) {
  const { t } = useWords()
  const live = useStore(lives).get(generation.id)
  const state = jobStateOf(generation, live)
  const busy = unfinished.includes(state)
  useSpeaking(state, generation.prompt)
  const size = generation.outcome ?? generation
  const ended = state === 'stopped' || state === 'failed' || state === 'refused'
  return (
    <article aria-label={`${t(`job.${state}`)}: ${generation.prompt}`} className="bg-paper border-line rounded-card appear min-w-0 overflow-hidden border" data-job={generation.id} data-state={state}>
      <header className="grid gap-2 px-4 pt-3 pb-3">
        <div className="flex min-h-9 items-center justify-between gap-3 coarse:min-h-11">
          <StateLine state={state} more={sayMore(t, state, generation, live)} />
          {busy && <StopButton id={generation.id} />}
          {ended && (
            <Button kind="quiet" onClick={() => dismissed.set((all) => new Set(all).add(generation.id))} aria-label={t('job.dismiss')} title={t('job.dismiss')}>
              <X size={18} strokeWidth={1.75} aria-hidden="true" />
            </Button>
          )}
        </div>
        {busy && <ProgressBar state={state} fraction={live?.fraction ?? 0} />}
      </header>
      <div className={ended ? 'border-line border-t' : 'wide:grid-cols-[minmax(0,2fr)_minmax(13rem,1fr)] border-line grid border-t'}>
        {!ended && (
          <div className="bg-mat p-4">
            <Frames
              words={generation.prompt}
              width={size.width}
              height={size.height}
              pictures={generation.pictures}
              previews={live?.previews ?? []}
              generation={generation}
              hidden={hidden}
              busy={busy}
            />
          </div>
        )}
        <JobWords generation={generation} state={state} />
      </div>
    </article>
  )
}

/** Each state is told once, when it begins. */
function useSpeaking(state: JobState, words: string): void {
  const { t } = useWords()
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    before.current = state
    if (spokenStates.includes(state)) speak(t('job.said', { state: t(`job.${state}`), words }))
  }, [state, words, t])
}

function StopButton({ id }: { id: string }) {
  const { t } = useWords()
  const [asked, setAsked] = useState(false)
  return (
    <Button
      kind="stop"
      disabled={asked}
      aria-keyshortcuts="Shift+X"
      onClick={() => {
        setAsked(true)
        void stop(id).catch(() => setAsked(false))
      }}
    >
      <Square size={16} strokeWidth={2} aria-hidden="true" />
      {asked ? t('job.stopping') : t('job.stop')}
    </Button>
  )
}

export async function stop(id: string): Promise<void> {
  keepGeneration(await cancelGeneration(id))
}

function JobWords({ generation, state }: { generation: Generation; state: JobState }) {
  const { t } = useWords()
  const card = useCard()
  const kind = useSession()?.kind
  const done = state === 'ready'
  const wrong = state === 'failed' || state === 'refused'
  return (
    <div className="grid min-w-0 content-start gap-3 p-4">
      <p className="line-clamp-6 font-serif text-18 break-words" lang={languageOf(generation.prompt)} title={generation.prompt}>
        {generation.prompt}
      </p>
      <Facts generation={generation} />
      {wrong && (
        <div className={`rounded-control px-3 py-2 text-14 ${state === 'failed' ? 'bg-stop-wash text-stop' : 'bg-wait-wash text-wait'}`}>
          <p>{generation.error?.message}</p>
          <p>
            {t('job.failedHint')} {generation.error && t('job.code', { code: generation.error.code })}
          </p>
        </div>
      )}
      {card && (
        <div className="flex flex-wrap gap-2">
          {wrong && (
            <Button kind="action" onClick={() => makeAgain(generation, card, generation.seed)}>
              <RotateCcw size={18} strokeWidth={1.75} aria-hidden="true" />
              {t('job.retry')}
            </Button>
          )}
          {state === 'refused' && kind !== 'owner' && <Suspense><SecondLook generation={generation} /></Suspense>}
          {done && (
            <>
              <Button onClick={() => makeAgain(generation, card, generation.seed)} title={t('picture.sameSeedLong')}>
                <Repeat size={18} strokeWidth={1.75} aria-hidden="true" />
                {t('picture.sameSeed')}
              </Button>
              <Button onClick={() => makeAgain(generation, card, undefined)} title={t('picture.newSeedLong')}>
                <Dices size={18} strokeWidth={1.75} aria-hidden="true" />
                {t('picture.newSeed')}
              </Button>
            </>
          )}
          <Button
            kind={done ? 'plain' : 'quiet'}
            onClick={() => {
              fillForm(generation, card)
              speak(t('picture.reused'))
            }}
          >
            <PencilLine size={18} strokeWidth={1.75} aria-hidden="true" />
            {wrong ? t('job.editWords') : t('picture.reuse')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Facts({ generation }: { generation: Generation }) {
  const { t, language } = useWords()
  const models = useModels()
  const card = models.find((model) => model.id === generation.model)?.card
  const style = card?.styles.find((one) => one.id === generation.style)
  const facts = [
    `${generation.width} × ${generation.height}`,
    style?.title[language],
    card?.title[language] ?? generation.model,
    `${t('make.seed')} ${generation.seed}`,
  ].filter((fact) => fact !== undefined)
  return (
    <ul className="flex flex-wrap gap-1.5">
      {facts.map((fact) => (
        <li key={fact} className="bg-sunk text-ink-2 rounded-full px-2.5 py-0.5 text-14 tabular-nums">
          {fact}
        </li>
      ))}
    </ul>
  )
}
