// For everybody: which models there are, who draws them where and on what terms, what they cost, and how long they take.

import type { Model } from '../api.ts'
import { useActing } from '../console/acting.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { sayRange } from '../jobs/times.ts'
import { useModels, useModelsAway } from '../server-state.ts'
import { Page, Section } from '../shell/page.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { agreeTo, usePlaces, type PlaceView } from './places.ts'

export function EnginesPage() {
  const { t, language } = useWords()
  const places = usePlaces()
  const models = useModels()
  return (
    <Page title={t('engines.title')} intro={t('engines.intro')}>
      <TroubleLine text={useModelsAway() && models.length === 0 ? t('share.failed') : undefined} />
      {models.map((model) => (
        <Section key={model.id} title={model.card.title[language]}>
          <About model={model} />
          {model.place && <Agreement place={places?.find(({ place }) => place === model.place?.name)} />}
        </Section>
      ))}
    </Page>
  )
}

function About({ model: { id, card, place, expected, price_micro: price } }: { model: Model }) {
  const { t } = useWords()
  const abilities = (['seed', 'negativePrompt', 'previews', 'reference', 'mask'] as const).filter((ability) => card.abilities[ability])
  return (
    <>
      <p>{place ? t('engines.elsewhere', { name: place.name, country: place.country, keeps: place.keeps_for }) : t('engines.here')}</p>
      {place && (
        <a href={place.terms_url} target="_blank" rel="noreferrer" className="text-action w-fit underline underline-offset-2">
          {t('engines.terms', { name: place.name })}
        </a>
      )}
      <ul className="text-ink-2 grid gap-1 text-14">
        <li>
          <code>{id}</code> · {card.version} · {card.licence}
        </li>
        <li>{price > 0 ? t('engines.price', { amount: price / 1_000_000 }) : t('engines.free')}</li>
        <li>{expected ? t('engines.expected', { range: sayRange(t, expected), count: expected.from }) : t('engines.unknown')}</li>
        <li>
          <a href={addressOf(`/developers/models/${encodeURIComponent(id)}`)} onClick={follow(`/developers/models/${encodeURIComponent(id)}`)} className="text-action underline underline-offset-2">
            {t('engines.more')}
          </a>
        </li>
        <li>{t('engines.can', { list: abilities.map((ability) => t(`engines.abilities.${ability}`)).join(', ') })}</li>
      </ul>
    </>
  )
}

function Agreement({ place }: { place: PlaceView | undefined }) {
  const { t } = useWords()
  const { busy, trouble, act } = useActing()
  if (!place) return null
  return (
    <div className="grid gap-2">
      <TroubleLine text={trouble} />
      <p className="flex flex-wrap items-center gap-3">
        {place.agreed ? t('engines.agreed') : t('engines.notAgreed')}
        <Button disabled={busy} onClick={() => void act(() => agreeTo(place.place, !place.agreed))}>
          {place.agreed ? t('engines.takeBack') : t('engines.agree')}
        </Button>
      </p>
    </div>
  )
}
