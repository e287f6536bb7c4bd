// The choice of a model in the playground: those that draw, then the other kinds.

import type { Model } from '../api.ts'
import { PickField } from '../design/field.tsx'
import { useWords } from '../words/words.ts'
import { inputs, type Modality, type OtherModel } from './other-call.ts'
import { tryModel } from './wish.ts'

export function ModelPick({ id, models, others }: { id: string; models: Model[]; others: OtherModel[] }) {
  const { t, language } = useWords()
  const kinds = (Object.keys(inputs) as Modality[]).filter((kind) => others.some(({ modality }) => modality === kind))
  const drawing = models.map(({ id: name, card }) => (
    <option key={name} value={name}>
      {card.title[language]} ({name})
    </option>
  ))
  return (
    <PickField label={t('make.model')} value={id} onPick={(name) => tryModel(name)}>
      {kinds.length === 0 ? drawing : <optgroup label={t('dev.modalities.images')}>{drawing}</optgroup>}
      {kinds.map((kind) => (
        <optgroup key={kind} label={t(`dev.modalities.${kind}`)}>
          {others
            .filter(({ modality }) => modality === kind)
            .map(({ id: name, title }) => (
              <option key={name} value={name}>
                {title[language]} ({name})
              </option>
            ))}
        </optgroup>
      ))}
    </PickField>
  )
}
