// The models of other kinds: their list, and a page for each with what is known of it and the way to try it.

import { Play } from 'lucide-react'
import { Button } from '../design/button.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { CodeBlock } from './code-block.tsx'
import { Facts, Place, usePlaceRows } from './facts.tsx'
import type { OtherModel } from './other-call.ts'
import { PlaceLink } from './place-link.tsx'
import { sayRequestPrice } from './prices.ts'
import { tryModel } from './wish.ts'

export function OtherList({ others }: { others: OtherModel[] }) {
  const { t, language } = useWords()
  if (others.length === 0) return null
  return (
    <section aria-label={t('dev.otherKinds')} className="grid gap-3">
      <h2 className="font-serif text-22 font-medium">{t('dev.otherKinds')}</h2>
      <ul className="grid gap-4 sm:grid-cols-2">
        {others.map((model) => (
          <li key={model.id} className="bg-paper border-line rounded-card grid min-w-0 content-start gap-1 border p-4" data-model={model.id}>
            <h3 className="font-serif text-22 font-medium">
              <PlaceLink to={`/developers/models/${encodeURIComponent(model.id)}`}>{model.title[language]}</PlaceLink>
            </h3>
            <p className="min-w-0 break-words">
              <code className="text-14">{model.id}</code> · {t(`dev.modalities.${model.modality}`)}
            </p>
            <p className="text-ink-2 text-14">
              <Place model={model} /> {sayRequestPrice(t, language, model.price_micro)}.
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function OtherPage({ model }: { model: OtherModel }) {
  const { t, language } = useWords()
  const { id, title, modality, version, maker, licence, filing, owned_by: engine, price_micro: price } = model
  return (
    <div className="grid min-w-0 gap-6" data-model={id}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-serif text-28 font-medium">{title[language]}</h2>
        <Button kind="action" size="large" onClick={() => tryModel(id)}>
          <Play size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('dev.try')}
        </Button>
      </div>
      <Section title={t('dev.about')}>
        <Facts
          rows={[
            [t('dev.facts.name'), <code key="id">{id}</code>],
            [t('dev.kind'), t(`dev.modalities.${modality}`)],
            [t('dev.facts.version'), version ?? t('dev.notStated')],
            [t('dev.facts.maker'), maker ?? t('dev.notStated')],
            [t('dev.facts.licence'), licence ?? t('dev.notStated')],
            [t('dev.facts.filing'), filing ?? t('dev.noFiling')],
            [t('dev.facts.engine'), <code key="engine">{engine}</code>],
            ...usePlaceRows(model),
            [t('dev.facts.price'), sayRequestPrice(t, language, price)],
          ]}
        />
        <p className="text-ink-2 text-14">{t('dev.passedOn')}</p>
      </Section>
      <CodeBlock name={t('dev.askCard')} code={`curl ${location.origin}/v1/models/${encodeURIComponent(id)}`} />
    </div>
  )
}
