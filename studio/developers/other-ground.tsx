// The playground of a model that makes no pictures: the inputs of its kind, the call as code, and what comes back.

import { useId, useState } from 'react'
import type { Model } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { fieldClass, Label, PickField, TextField } from '../design/field.tsx'
import { PlaceNote } from '../engines/place-note.tsx'
import { useSession } from '../server-state.ts'
import { createStore, useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { FileField } from './file-field.tsx'
import { ModelPick } from './model-pick.tsx'
import { OtherAnswer } from './other-answer.tsx'
import { emptyOther, otherCallOf, shows, soundFormats, type Input, type OtherModel, type OtherWish } from './other-call.ts'
import { otherCodeOf } from './other-code.ts'
import { carryOutOther, type Heard } from './other-run.ts'
import { RunButtons, useRunning } from './running.tsx'
import { ShownCall } from './shown-call.tsx'

/** Kept while the page is open, so that looking at another model loses nothing. */
const kept = createStore<OtherWish>(emptyOther)
const change = (next: Partial<OtherWish>): void => kept.set((now) => ({ ...now, ...next }))

interface Ground {
  model: OtherModel
  models: Model[]
  others: OtherModel[]
}

export function OtherGround({ model, models, others }: Ground) {
  const { t } = useWords()
  const session = useSession()
  const wish = useStore(kept)
  const [heard, setHeard] = useState<Heard>({})
  const { modality } = model
  const call = otherCallOf(wish, { model, origin: location.origin, withKey: session?.access !== 'owner' })
  const running = useRunning((signal) => (setHeard({}), carryOutOther(call, wish.file, setHeard, signal)), t('dev.otherStopped'))
  const missing = shows(modality, 'words') && wish.words.trim() === '' ? t('dev.wordsFirst') : shows(modality, 'file') && !wish.file && t('dev.fileFirst')
  const why = missing || (!session?.scopes.includes('images:make') && t('dev.mayNotAsk'))
  return (
    <div className="wide:grid-cols-[22rem_minmax(0,1fr)] grid min-w-0 items-start gap-6" data-ground={modality}>
      <section aria-label={t('dev.form')} className="bg-paper border-line rounded-card grid min-w-0 gap-4 border p-4">
        <ModelPick id={model.id} models={models} others={others} />
        <Inputs model={model} wish={wish} />
        <p className="text-ink-3 text-14">{t('dev.passedOn')}</p>
        <PlaceNote />
        <RunButtons running={running} why={why} />
      </section>
      <div className="grid min-w-0 gap-6">
        <ShownCall codeOf={(kind) => otherCodeOf(kind, call)} withKey={call.withKey} file={call.file} />
        <TroubleLine text={running.trouble} />
        <OtherAnswer answered={running.busy ? undefined : running.answered} heard={running.busy ? heard : undefined} micro={model.price_micro} />
      </div>
    </div>
  )
}

function Inputs({ model: { modality }, wish }: { model: OtherModel; wish: OtherWish }) {
  const { t } = useWords()
  const has = (input: Input) => shows(modality, input)
  return (
    <>
      {has('system') && <TextField label={t('dev.inputs.system')} text={wish.system} onText={(system) => change({ system })} />}
      {has('words') && <Words label={t(`dev.wordsOf.${modality as 'language'}`)} text={wish.words} />}
      {has('file') && <FileField label={t('dev.inputs.file')} accept="audio/*,video/mp4,video/webm" file={wish.file} onFile={(file) => change({ file })} />}
      {has('spoken') && <TextField label={t('dev.inputs.spoken')} hint={t('dev.spokenHint')} text={wish.spoken} onText={(spoken) => change({ spoken })} />}
      {has('voice') && <TextField label={t('dev.inputs.voice')} text={wish.voice} onText={(voice) => change({ voice })} />}
      {has('format') && (
        <PickField label={t('dev.fields.format')} value={wish.format} onPick={(format) => change({ format: format as OtherWish['format'] })}>
          {soundFormats.map((format) => (
            <option key={format}>{format}</option>
          ))}
        </PickField>
      )}
      {has('seconds') && <TextField label={t('dev.inputs.seconds')} hint={t('dev.emptyIsUsual')} inputMode="numeric" text={wish.seconds} onText={(seconds) => change({ seconds })} />}
      {has('size') && <TextField label={t('dev.fields.size')} hint={t('dev.emptyIsUsual')} text={wish.size} onText={(size) => change({ size })} />}
      {has('stream') && (
        <label className="flex min-h-9 items-center gap-2 coarse:min-h-11">
          <input type="checkbox" className="accent-action size-5" checked={wish.stream} onChange={() => change({ stream: !wish.stream })} />
          {t('dev.inputs.stream')}
        </label>
      )}
    </>
  )
}

function Words({ label, text }: { label: string; text: string }) {
  const id = useId()
  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{label}</Label>
      <textarea id={id} rows={4} lang={languageOf(text)} className={`${fieldClass} resize-y`} value={text} onChange={(event) => change({ words: event.target.value })} />
    </div>
  )
}
