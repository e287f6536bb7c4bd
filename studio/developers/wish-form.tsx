// The playground's form: made from what the chosen model declares, nothing else.

import { useId } from 'react'
import type { Model } from '../api.ts'
import { Choices } from '../design/choice.tsx'
import { fieldClass, Label, NumberField, PickField, TextField } from '../design/field.tsx'
import { languageOf, useWords } from '../words/words.ts'
import { dialects, fieldsOf, formats, isWrong, pictureTypes, rangeOf, type Field, type Wish } from './call.ts'
import { FileField } from './file-field.tsx'
import { ModelPick } from './model-pick.tsx'
import { changeWish, type Wished } from './wish.ts'

const numbers = ['n', 'seed', 'steps', 'guidance', 'strength', 'compression'] as const

export function WishForm({ wish, models, others, model, prompt, mostPictures }: Wished & { model: Model; mostPictures: number }) {
  const { t } = useWords()
  const dialectId = useId()
  const fields = fieldsOf(model.card, wish)
  return (
    <div className="grid min-w-0 gap-4">
      <div className="grid gap-1">
        <span id={dialectId} className="text-14 font-medium">
          {t('dev.dialect')}
        </span>
        <Choices labelledBy={dialectId} value={wish.dialect} choices={dialects.map((value) => ({ value, label: t(`dev.dialects.${value}`) }))} onChoose={(dialect) => changeWish({ dialect })} />
      </div>
      <ModelPick id={model.id} models={models} others={others} />
      <PromptField text={prompt} />
      {fields.has('picture') && <FileField label={t('dev.picture')} hint={wish.picture ? t('dev.pictureSent') : t('dev.pictureHint')} accept={pictureTypes.join()} file={wish.picture} onFile={(picture) => changeWish({ picture })} />}
      {fields.has('avoid') && <TextField label={t('make.avoid')} text={wish.avoid} onText={(avoid) => changeWish({ avoid })} />}
      <Picks wish={wish} model={model} fields={fields} />
      <div className="grid grid-cols-2 items-start gap-3">
        {numbers
          .filter((field) => fields.has(field))
          .map((field) => (
            <NumberOf key={field} field={field} wish={wish} model={model} mostPictures={mostPictures} />
          ))}
      </div>
      <p className="text-ink-3 text-14">{t('dev.onlyDeclared')}</p>
    </div>
  )
}

function PromptField({ text }: { text: string }) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className="grid gap-1">
      <Label htmlFor={id}>{t('make.prompt')}</Label>
      <textarea id={id} rows={3} lang={languageOf(text)} className={`${fieldClass} resize-y`} value={text} onChange={(event) => changeWish({ prompt: event.target.value })} />
    </div>
  )
}

function Picks({ wish, model: { card }, fields }: { wish: Wish; model: Model; fields: ReadonlySet<Field> }) {
  const { t, language } = useWords()
  return (
    <div className="grid grid-cols-2 gap-3">
      <PickField label={t('dev.fields.size')} value={wish.size} onPick={(size) => changeWish({ size })}>
        <option value="">{t('dev.usualSize', { size: card.sizes.native[0]?.join('x') })}</option>
        {card.sizes.native.map(([width, height]) => (
          <option key={`${width}x${height}`}>{`${width}x${height}`}</option>
        ))}
      </PickField>
      {fields.has('style') && (
        <PickField label={t('make.style')} value={wish.style} onPick={(style) => changeWish({ style })}>
          <option value="">{t('make.styleNone')}</option>
          {card.styles.map(({ id, title }) => (
            <option key={id} value={id}>
              {title[language]}
            </option>
          ))}
        </PickField>
      )}
      {fields.has('format') && (
        <PickField label={t('dev.fields.format')} value={wish.format} onPick={(format) => changeWish({ format })}>
          <option value="">{t('dev.usual')}</option>
          {formats.map((format) => (
            <option key={format}>{format}</option>
          ))}
        </PickField>
      )}
      {fields.has('answer') && (
        <PickField label={t('dev.fields.answer')} value={wish.answer} onPick={(answer) => changeWish({ answer: answer as Wish['answer'] })}>
          <option value="url">{t('dev.answers.url')}</option>
          <option value="b64_json">{t('dev.answers.bytes')}</option>
        </PickField>
      )}
    </div>
  )
}

function NumberOf({ field, wish, model: { card }, mostPictures }: { field: (typeof numbers)[number]; wish: Wish; model: Model; mostPictures: number }) {
  const { t } = useWords()
  const range = rangeOf(field, card, mostPictures)
  const usual = field === 'steps' ? card.steps?.usual : field === 'guidance' ? card.guidance?.usual : field === 'n' ? 1 : undefined
  const values = { least: range?.least ?? 0, most: range?.most ?? 0 }
  return (
    <NumberField
      label={t(`dev.fields.${field}`)}
      hint={t('dev.range', values)}
      wrong={isWrong(wish[field], range) ? t(range?.whole ? 'dev.wholeRange' : 'dev.range', values) : undefined}
      value={wish[field]}
      placeholder={usual === undefined ? t('make.seedAny') : String(usual)}
      onText={(text) => changeWish({ [field]: text })}
    />
  )
}
