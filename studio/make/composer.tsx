// The form: words first, then style, shape and number; machinery behind a drawer.

import { lazy, Suspense, useDeferredValue, useId } from 'react'
import type { ModelCard } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choice.tsx'
import { fieldClass, Label } from '../design/field.tsx'
import { RatioIcon } from '../design/ratio-icon.tsx'
import { sayRange } from '../jobs/times.ts'
import { useHistory, useModels, useSession } from '../server-state.ts'
import { preferences } from '../shell/preferences.ts'
import { createKeys } from '../shell/screen.ts'
import { useStore } from '../stores.ts'
import { TrustLine } from '../trust/trust-line.tsx'
import { bringWords, useWords } from '../words/words.ts'
import { Advanced } from './advanced.tsx'
import { problemsOf, sizeOf, type Draft, type Problem } from './draft.ts'
import { useDraft } from './draft-store.ts'
import { Examples } from './examples.tsx'
import { create, problemsShown, useCard, useMostCharacters, useUsualTime } from './ordering.ts'
import { WordsBox } from './prompt-box.tsx'
import { ReferencePart } from './reference-part.tsx'
import { shapes, type Shape } from './shapes.ts'
import { StylePicker } from './style-picker.tsx'

/** Only where the server suggests any. */
const BetterWords = lazy(async () => {
  const [{ BetterWords: panel }] = await Promise.all([import('./better-words.tsx'), bringWords('better')])
  return { default: panel }
})

/** Only for who asked for it. */
const OwnWords = lazy(async () => {
  const [{ OwnWords: list }] = await Promise.all([import('./own-words.tsx'), bringWords('own')])
  return { default: list }
})

export function Composer({ withExamples = true }: { withExamples?: boolean }) {
  const { t } = useWords()
  const [draft, change] = useDraft()
  const card = useCard()
  // Drawn in slices when the models come, so that whoever writes already is not kept waiting.
  const known = useDeferredValue(card !== undefined)
  const most = useMostCharacters()
  const shown = useStore(problemsShown)
  const { generations } = useHistory()
  const enhancer = useSession()?.enhancer
  const { suggestions: suggesting } = useStore(preferences)
  const problems = card ? problemsOf(draft, card, most) : []
  const send = () => card && create(card, most)
  const length = [...draft.prompt].length
  const wrongWords = problems.includes('length') ? t('make.promptTooLong', { length, most }) : shown && problems.includes('prompt') ? t('make.promptEmpty') : undefined

  return (
    <form
      aria-label={t('make.composer')}
      className="flex min-h-full min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <WordsBox
        id="prompt"
        big
        label={t('make.prompt')}
        placeholder={t('make.promptHint')}
        text={draft.prompt}
        onText={(prompt) => change({ prompt })}
        onCreate={send}
        lines={{ least: 3, most: 10 }}
        wrong={wrongWords}
      />
      {enhancer && <Suspense><BetterWords key={enhancer.engine} enhancer={enhancer} words={draft.prompt} accepted={draft.enhanced} onAccept={(enhanced) => change({ enhanced })} /></Suspense>}
      {suggesting && <Suspense><OwnWords words={draft.prompt} onTake={(prompt) => change({ prompt })} /></Suspense>}
      {withExamples && draft.prompt === '' && generations.length > 0 && <Examples compact />}
      {card && known ? <Settings draft={draft} card={card} problems={problems} onChange={change} onCreate={send} /> : <div className="bg-sunk rounded-control min-h-[26.5rem] shrink-0" />}
      <Foot ready={card !== undefined && known} />
    </form>
  )
}

interface ChoiceProps {
  draft: Draft
  card: ModelCard
  onChange: (part: Partial<Draft>) => void
}

/** What the chosen model offers beside words. */
function Settings({ draft, card, problems, onChange, onCreate }: ChoiceProps & { problems: Problem[]; onCreate: () => void }) {
  const { t } = useWords()
  return (
    <>
      {card.abilities.negativePrompt && (
        <WordsBox
          id="avoid"
          label={t('make.avoid')}
          placeholder={t('make.avoidHint')}
          text={draft.avoid}
          onText={(avoid) => onChange({ avoid })}
          onCreate={onCreate}
          lines={{ least: 1, most: 4 }}
        />
      )}
      {card.abilities.reference && <ReferencePart card={card} />}
      {card.styles.length > 0 && <StylePicker styles={card.styles} chosen={draft.style} onChoose={(style) => onChange({ style })} />}
      <ShapeChoice draft={draft} card={card} onChange={onChange} />
      {card.mostPictures > 1 && <CountChoice draft={draft} card={card} onChange={onChange} />}
      <ModelChoice chosen={card.id} onChoose={(model) => onChange({ model })} />
      <Advanced draft={draft} card={card} problems={problems} onChange={onChange} />
    </>
  )
}

function ShapeChoice({ draft, card, onChange }: ChoiceProps) {
  const { t } = useWords()
  const label = useId()
  const size = sizeOf(draft, card)
  return (
    <div className="grid gap-1">
      <div className="flex justify-between gap-2">
        <span className="text-14 font-medium" id={label}>
          {t('make.shape')}
        </span>
        <span className="text-14 text-ink-3 tabular-nums">
          {draft.exact ? t('make.shapes.exact') : t(`make.shapes.${draft.shape}`)} · {size.width} × {size.height}
        </span>
      </div>
      <Choices<Shape>
        labelledBy={label}
        value={draft.exact ? ('' as Shape) : draft.shape}
        onChoose={(shape) => onChange({ shape, exact: null })}
        choices={shapes.map((shape) => ({ value: shape, label: t(`make.shapes.${shape}`), sign: <RatioIcon shape={shape} /> }))}
      />
    </div>
  )
}

function CountChoice({ draft, card, onChange }: ChoiceProps) {
  const { t } = useWords()
  const label = useId()
  return (
    <div className="grid gap-1">
      <span className="text-14 font-medium" id={label}>
        {t('make.count')}
      </span>
      <Choices
        labelledBy={label}
        value={String(draft.pictures)}
        onChoose={(pictures) => onChange({ pictures: Number(pictures) })}
        choices={[1, 2, 3, 4].filter((count) => count <= card.mostPictures).map((count) => ({ value: String(count), label: String(count) }))}
      />
    </div>
  )
}

/** Only where there is a choice. */
function ModelChoice({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const { t, language } = useWords()
  const models = useModels()
  const id = useId()
  if (models.length < 2) return null
  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{t('make.model')}</Label>
      <select id={id} className={fieldClass} value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {models.map(({ card }) => (
          <option key={card.id} value={card.id}>
            {card.title[language]} · {card.licence}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Create stays in reach however long the form is; it can be pressed once it is known what would draw. */
function Foot({ ready }: { ready: boolean }) {
  const { t } = useWords()
  const [{ pictures }] = useDraft()
  const usual = useUsualTime(pictures)
  return (
    <>
      <div className="bg-paper border-line sticky bottom-[var(--foot,0px)] z-10 -mx-4 mt-auto grid gap-2 border-t px-4 py-3">
        <Button type="submit" kind="action" size="large" className="w-full" aria-describedby="create-note" disabled={!ready}>
          {t('make.create')}
        </Button>
        <p id="create-note" className="text-14 text-ink-2 flex flex-wrap justify-between gap-x-3 tabular-nums">
          <span>{usual ? t('make.usually', { range: sayRange(t, usual) }) : t('make.usuallyUnknown')}</span>
          {ready && <span className="text-ink-3 coarse:hidden">{t('make.keys', { keys: createKeys })}</span>}
        </p>
      </div>
      <div className="-mt-4">
        <TrustLine />
      </div>
    </>
  )
}
