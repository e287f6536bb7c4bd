// The playground: a call made by a form, shown as code, carried out under the session, with all that came back.

import { Play, Square } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Trouble, type Model } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choice.tsx'
import { PlaceNote } from '../engines/place-note.tsx'
import { queries, useSession } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { Answer } from './answer.tsx'
import { callOf, fieldsOf, isWrong, rangeOf, type Call, type Field } from './call.ts'
import { CodeBlock } from './code-block.tsx'
import { codeKinds, codeOf, type CodeKind } from './code.ts'
import { NoModels } from './no-models.tsx'
import { PlaceLink } from './place-link.tsx'
import { carryOut, type Answered } from './run.ts'
import { useWish, type Wished } from './wish.ts'
import { WishForm } from './wish-form.tsx'

export function Playground() {
  const { t } = useWords()
  const wished = useWish()
  const { model } = wished
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.intro')}</p>
      {model ? <Ground {...wished} model={model} /> : <NoModels />}
    </>
  )
}

function Ground(wished: Wished & { model: Model }) {
  const { t } = useWords()
  const { wish, model, prompt } = wished
  const session = useSession()
  const mostPictures = session?.limits.pictures ?? 1
  const call = callOf(wish, { model, prompt, origin: location.origin, withKey: session?.access !== 'owner' })
  const wrong = [...fieldsOf(model.card, wish)].some((field) => isWrong(typedIn(wished, field), rangeOf(field, model.card, mostPictures)))
  const why = prompt.trim() === '' ? t('make.promptEmpty') : wrong ? t('dev.wrongFirst') : !session?.scopes.includes('images:make') && t('dev.mayNot')
  const running = useRunning(call, wish.picture)
  return (
    <div className="wide:grid-cols-[22rem_minmax(0,1fr)] grid min-w-0 items-start gap-6">
      <section aria-label={t('dev.form')} className="bg-paper border-line rounded-card grid min-w-0 gap-4 border p-4">
        <WishForm {...wished} mostPictures={mostPictures} />
        <PlaceNote />
        <div className="flex flex-wrap gap-2">
          <Button kind="action" size="large" className="grow" disabled={running.busy} why={why} onClick={() => void running.run()}>
            <Play size={18} strokeWidth={1.75} aria-hidden="true" />
            {running.busy ? t('dev.running') : t('dev.run')}
          </Button>
          {running.busy && (
            <Button size="large" onClick={running.stop} title={t('dev.stopHint')}>
              <Square size={16} strokeWidth={2} aria-hidden="true" />
              {t('dev.stop')}
            </Button>
          )}
        </div>
      </section>
      <div className="grid min-w-0 gap-6">
        <Code call={call} />
        <TroubleLine text={running.trouble} />
        {running.answered && <Answer answered={running.answered} words={prompt} micro={model.price_micro} />}
      </div>
    </div>
  )
}

const typedIn = ({ wish }: Wished, field: Field): string => (field === 'picture' ? '' : wish[field])

function Code({ call }: { call: Call }) {
  const { t } = useWords()
  const [kind, setKind] = useState<CodeKind>('curl')
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid min-w-0 gap-3">
      <h2 id={id} className="font-serif text-22 font-medium">
        {t('dev.same')}
      </h2>
      <div className="max-w-[24rem]">
        <Choices labelledBy={id} value={kind} choices={codeKinds.map((value) => ({ value, label: t(`dev.kinds.${value}`) }))} onChoose={setKind} />
      </div>
      <CodeBlock name={t(`dev.kindsLong.${kind}`)} code={codeOf(kind, call)} />
      <p className="text-ink-2 text-14">
        {call.withKey ? t('dev.keyNeeded') : t('dev.keyFree')} {call.withKey && <PlaceLink to="/console/keys">{t('dev.keys')}</PlaceLink>}
        {call.picture !== undefined && ` ${t('dev.pictureBeside', { name: call.picture })}`}
      </p>
    </section>
  )
}

interface Running {
  busy: boolean
  trouble: string | undefined
  answered: Answered | undefined
  run(): Promise<void>
  stop(): void
}

function useRunning(call: Call, picture: File | undefined): Running {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  const [answered, setAnswered] = useState<Answered>()
  const waiting = useRef<AbortController>(undefined)
  useEffect(() => () => waiting.current?.abort(), [])
  return {
    busy,
    trouble,
    answered,
    stop: () => waiting.current?.abort(),
    async run() {
      const stop = new AbortController()
      waiting.current = stop
      setBusy(true)
      setTrouble(undefined)
      try {
        const answer = await carryOut(call, picture, stop.signal)
        setAnswered(answer)
        speak(t('dev.answeredSaid', { status: answer.status }))
      } catch (error) {
        setTrouble(stop.signal.aborted ? t('dev.stopped') : (error instanceof Trouble && error.message) || t('dev.unreachable'))
      }
      setBusy(false)
      void queries.invalidateQueries({ queryKey: ['generations'] })
    },
  }
}
