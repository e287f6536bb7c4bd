// The models of this server: a list, and a page for each with all that is known of it.

import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Model } from '../api.ts'
import { Button } from '../design/button.tsx'
import { sayRange } from '../jobs/times.ts'
import { useLabelFacts, useModels, useSession } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { CodeBlock } from './code-block.tsx'
import { Facts, Place, usePlaceRows } from './facts.tsx'
import { NoModels } from './no-models.tsx'
import { useOtherModels } from './other-models.ts'
import { OtherList, OtherPage } from './other-pages.tsx'
import { PlaceLink } from './place-link.tsx'
import { sayPrice } from './prices.ts'
import { tryModel } from './wish.ts'

export function Models({ id }: { id: string | undefined }) {
  const models = useModels()
  const others = useOtherModels()
  if (models.length === 0) return <NoModels />
  if (id === undefined) return <List models={models} />
  const name = decodeURIComponent(id)
  const model = models.find((one) => one.id === name)
  const other = others.find((one) => one.id === name)
  if (!model && other) return <OtherPage model={other} />
  return model ? <ModelPage model={model} /> : <Unknown name={name} models={models} />
}

function List({ models }: { models: Model[] }) {
  const { t, language } = useWords()
  const usual = useSession()?.model
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.modelsIntro')}</p>
      <ul className="grid gap-4 sm:grid-cols-2">
        {models.map((model) => (
          <li key={model.id} className="bg-paper border-line rounded-card grid min-w-0 content-start gap-1 border p-4" data-model={model.id}>
            <h2 className="font-serif text-22 font-medium">
              <PlaceLink to={pathOf(model)}>{model.card.title[language]}</PlaceLink>
            </h2>
            <p className="min-w-0 break-words">
              <code className="text-14">{model.id}</code>
              {model.id === usual && ` · ${t('dev.usualModel')}`}
            </p>
            <p className="text-ink-2 text-14">
              <Place model={model} /> {sayPrice(t, language, model.price_micro)}.
            </p>
            <p className="text-ink-2 text-14">
              <Latency model={model} />
            </p>
          </li>
        ))}
      </ul>
      <OtherList others={useOtherModels()} />
    </>
  )
}

const pathOf = ({ id }: Model): string => `/developers/models/${encodeURIComponent(id)}`

function Unknown({ name, models }: { name: string; models: Model[] }) {
  const { t } = useWords()
  return (
    <div className="grid gap-4" data-unknown>
      <p role="alert" className="bg-wait-wash rounded-card p-4 break-words">
        {t('dev.unknownModel', { name })}
      </p>
      <List models={models} />
    </div>
  )
}

function Latency({ model: { expected } }: { model: Model }) {
  const { t } = useWords()
  return expected ? t('engines.expected', { range: sayRange(t, expected), count: expected.from }) : t('engines.unknown')
}

function ModelPage({ model }: { model: Model }) {
  const { t, language } = useWords()
  const { card } = model
  return (
    <div className="grid min-w-0 gap-6" data-model={model.id}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-serif text-28 font-medium">{card.title[language]}</h2>
        <Button kind="action" size="large" onClick={() => tryModel(model.id)}>
          <Play size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('dev.try')}
        </Button>
      </div>
      <div className="wide:grid-cols-2 grid min-w-0 items-start gap-6">
        <Section title={t('dev.about')}>
          <About model={model} />
        </Section>
        <Section title={t('dev.can')}>
          <Abilities model={model} />
        </Section>
      </div>
      {card.examples.length > 0 && (
        <Section title={t('dev.examples')}>
          <ul className="flex flex-wrap gap-2">
            {card.examples.map((example) => (
              <li key={example.en}>
                <Button className="max-w-full text-left whitespace-normal!" onClick={() => tryModel(model.id, example[language])}>
                  {example[language]}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <CodeBlock name={t('dev.askCard')} code={`curl ${location.origin}/v1/models/${encodeURIComponent(model.id)}`} />
    </div>
  )
}

function About({ model }: { model: Model }) {
  const { t, language } = useWords()
  const labels = useLabelFacts()
  const { id, card, owned_by: engine, price_micro: price } = model
  const ofService = Object.entries(labels?.filings ?? {}).map(([region, number]) => `${region}: ${number}`)
  return (
    <Facts
      rows={[
        [t('dev.facts.name'), <code key="id">{id}</code>],
        [t('dev.facts.version'), card.version],
        [t('dev.facts.maker'), card.maker ?? t('dev.notStated')],
        [t('dev.facts.licence'), card.licence],
        [t('dev.facts.filing'), card.filing ?? t('dev.noFiling')],
        ...(ofService.length > 0 ? ([[t('dev.facts.serviceFiling'), ofService.join(', ')]] as Array<[string, ReactNode]>) : []),
        [t('dev.facts.engine'), <code key="engine">{engine}</code>],
        ...usePlaceRows(model),
        [t('dev.facts.price'), sayPrice(t, language, price)],
        [t('dev.facts.latency'), <Latency key="latency" model={model} />],
      ]}
    />
  )
}

function Abilities({ model: { card } }: { model: Model }) {
  const { t } = useWords()
  const most = useSession()?.limits.pictures ?? card.mostPictures
  const said = (able: boolean | undefined) => t(able ? 'dev.yes' : 'dev.noAbility')
  const range = (values: { usual: number; least: number; most: number } | null) => (values ? t('dev.rangeUsual', values) : t('dev.cannotSet'))
  return (
    <Facts
      rows={[
        [t('dev.fields.size'), t('dev.sizes', { sizes: card.sizes.native.map(([width, height]) => `${width}×${height}`).join(', '), most: card.sizes.largest })],
        [t('dev.fields.n'), t('dev.upTo', { most: Math.min(most, card.mostPictures) })],
        [t('dev.fields.steps'), range(card.steps)],
        [t('dev.fields.guidance'), range(card.guidance)],
        [t('dev.fields.seed'), said(card.abilities.seed)],
        [t('make.avoid'), said(card.abilities.negativePrompt)],
        [t('dev.picture'), said(card.abilities.reference)],
        [t('dev.mask'), said(card.abilities.mask)],
        [t('make.style'), card.styles.length > 0 ? t('dev.styles', { count: card.styles.length }) : t('dev.noAbility')],
      ]}
    />
  )
}
