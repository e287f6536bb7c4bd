// One prompt, up to four models beside each other: each with its state, picture, time and price.

import { Dices, Download, FileArchive, Scale } from 'lucide-react'
import { useId, useState } from 'react'
import { archiveAddressOf, readImageFile, type Generation, type Model } from '../api.ts'
import { TroubleLine } from '../console/parts.tsx'
import { Button, buttonClass } from '../design/button.tsx'
import { fieldClass, Label, NumberField } from '../design/field.tsx'
import { PlaceNote } from '../engines/place-note.tsx'
import { jobStateOf, ProgressBar, sayMore, StateLine } from '../jobs/job-state.tsx'
import { lives } from '../jobs/watching.ts'
import { fileNameOf } from '../pictures/file-names.ts'
import { seedOf } from '../pictures/pages.ts'
import { useHistory, useModels, useSession } from '../server-state.ts'
import { saveFile } from '../shell/saving.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { isWrong, largestSeed } from './call.ts'
import { changeComparison, compare, comparison, mostCompared, newSeed, secondsOf, type Entry } from './comparing.ts'
import { NoModels } from './no-models.tsx'
import { PlaceLink } from './place-link.tsx'
import { sayPrice } from './prices.ts'

export function Compare() {
  const { t } = useWords()
  const { entries } = useStore(comparison)
  const models = useModels()
  const columns = ['', '', 'sm:grid-cols-2', 'sm:grid-cols-2 wide:grid-cols-3', 'sm:grid-cols-2 wide:grid-cols-4'][entries.length] ?? ''
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.compareIntro', { most: mostCompared })}</p>
      {models.length === 1 && <p className="bg-sunk rounded-card p-4">{t('dev.oneModel')}</p>}
      {models.length > 0 ? <CompareForm models={models} /> : <NoModels />}
      {entries.length > 0 && (
        <section aria-label={t('dev.results')} className="grid min-w-0 gap-4">
          <AllDownloads entries={entries} />
          <ul className={`grid min-w-0 items-start gap-4 ${columns}`}>
            {entries.map((entry) => (
              <li key={entry.model.id} className="bg-paper border-line rounded-card grid min-w-0 gap-3 border p-4" data-compared={entry.model.id}>
                <Column entry={entry} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function CompareForm({ models }: { models: Model[] }) {
  const { t, language } = useWords()
  const id = useId()
  const may = useSession()?.scopes.includes('images:make')
  const [sending, setSending] = useState(false)
  const now = useStore(comparison)
  const prompt = now.prompt ?? models[0]?.card.examples[0]?.[language] ?? ''
  const chosen = models.filter(({ id: name }, at) => (now.chosen ? now.chosen.includes(name) : at < mostCompared))
  const seedWrong = now.seed.trim() === '' || isWrong(now.seed, { least: 0, most: largestSeed, whole: true })
  const why = prompt.trim() === '' ? t('make.promptEmpty') : chosen.length === 0 ? t('dev.chooseFirst') : seedWrong ? t('make.seedWrong') : !may && t('dev.mayNot')
  const toggle = (name: string) => changeComparison({ chosen: models.map((model) => model.id).filter((one) => chosen.some((model) => model.id === one) !== (one === name)) })
  return (
    <section aria-label={t('dev.form')} className="bg-paper border-line rounded-card grid min-w-0 gap-4 border p-4">
      <div className="grid gap-1">
        <Label htmlFor={id}>{t('make.prompt')}</Label>
        <textarea id={id} rows={2} lang={languageOf(prompt)} className={`${fieldClass} resize-y`} value={prompt} onChange={(event) => changeComparison({ prompt: event.target.value })} />
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1 text-14 font-medium">{t('dev.names.models')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-1">
          {models.map(({ id: name, card, price_micro: price }) => {
            const is = chosen.some((model) => model.id === name)
            const full = !is && chosen.length >= mostCompared
            return (
              <label key={name} className="flex min-h-9 items-center gap-2 coarse:min-h-11" title={full ? t('dev.fourAtMost', { most: mostCompared }) : undefined}>
                <input type="checkbox" className="accent-action size-5" checked={is} disabled={full} onChange={() => toggle(name)} />
                <span>
                  {card.title[language]} <span className="text-ink-2 text-14">{sayPrice(t, language, price)}</span>
                </span>
              </label>
            )
          })}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-52">
          <NumberField
            label={t('make.seed')}
            wrong={seedWrong ? t('make.seedWrong') : undefined}
            value={now.seed}
            onText={(seed) => changeComparison({ seed })}
            beside={
              <Button aria-label={t('dev.otherSeed')} title={t('dev.otherSeed')} onClick={() => changeComparison({ seed: newSeed() })}>
                <Dices size={18} strokeWidth={1.75} aria-hidden="true" />
              </Button>
            }
          />
        </div>
        <Button
          kind="action"
          className="min-h-9 coarse:min-h-11"
          disabled={sending}
          why={why}
          onClick={() => {
            setSending(true)
            void compare(chosen, prompt.trim(), Number(now.seed), t('dev.unreachable')).finally(() => setSending(false))
          }}
        >
          <Scale size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('dev.compare')}
        </Button>
      </div>
      <PlaceNote />
    </section>
  )
}

function useGenerationOf({ id }: Entry): Generation | undefined {
  const { generations } = useHistory()
  return generations.find((generation) => generation.id === id)
}

function Column({ entry }: { entry: Entry }) {
  const { t, language } = useWords()
  const generation = useGenerationOf(entry)
  const live = useStore(lives).get(entry.id ?? '')
  const { model, trouble } = entry
  const state = generation ? jobStateOf(generation, live) : 'sending'
  const ended = generation?.ended_at != null
  const seconds = generation && secondsOf(generation)
  const image = generation?.images[0]
  const preview = live?.previews[0]
  return (
    <>
      <h2 className="text-18 font-medium">
        <PlaceLink to={`/developers/models/${encodeURIComponent(model.id)}`}>{model.card.title[language]}</PlaceLink>
      </h2>
      {trouble ? <TroubleLine text={trouble} /> : <StateLine state={state} more={generation && !ended ? sayMore(t, state, generation, live) : ''} />}
      {generation && !ended && <ProgressBar state={state} fraction={live?.fraction ?? 0} />}
      {generation?.error && <p className="text-14">{generation.error.message}</p>}
      {!trouble && !(ended && !image) && (
        <div className="bg-mat rounded-picture grid aspect-square place-items-center p-3">
          {image && generation ? (
            <img src={image.url} alt={generation.prompt} lang={languageOf(generation.prompt)} className="rounded-picture size-full min-h-0 object-contain" />
          ) : preview ? (
            <img src={preview} alt="" className="rounded-picture size-full min-h-0 object-contain" />
          ) : (
            <span className="bg-sunk rounded-picture pulse size-full" />
          )}
        </div>
      )}
      {generation && image && (
        <>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
            <dt className="text-ink-2">{t('dev.facts.took')}</dt>
            <dd className="tabular-nums">{seconds !== undefined && new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 }).format(seconds)}</dd>
            <dt className="text-ink-2">{t('dev.facts.price')}</dt>
            <dd>{sayPrice(t, language, model.price_micro)}</dd>
            <dt className="text-ink-2">{t('make.seed')}</dt>
            <dd className="tabular-nums">{model.card.abilities.seed ? seedOf({ image, generation }) : t('dev.noSeed')}</dd>
            <dt className="text-ink-2">{t('dev.fields.size')}</dt>
            <dd className="tabular-nums">{`${generation.outcome?.width ?? generation.width}×${generation.outcome?.height ?? generation.height}`}</dd>
          </dl>
          <Button
            className="justify-self-start"
            onClick={() =>
              void readImageFile(image.id)
                .then((file) => saveFile(`${model.id}-${fileNameOf(generation.prompt, seedOf({ image, generation }), image.format)}`, file))
                .catch(() => speak(t('picture.downloadFailed')))
            }
          >
            <Download size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('picture.download')}
            <span className="sr-only">: {model.card.title[language]}</span>
          </Button>
        </>
      )}
    </>
  )
}

/** One archive of all that are there by now. */
function AllDownloads({ entries }: { entries: Entry[] }) {
  const { t } = useWords()
  const { asked } = useStore(comparison)
  const { generations } = useHistory()
  const images = entries.flatMap(({ id }) => generations.find((generation) => generation.id === id)?.images.map((image) => image.id) ?? [])
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-0 break-words" lang={languageOf(asked?.prompt ?? '')}>
        <span className="font-serif">{asked?.prompt}</span>
      </p>
      {images.length > 1 && (
        <a className={buttonClass()} href={archiveAddressOf(images)} download>
          <FileArchive size={18} strokeWidth={1.75} aria-hidden="true" />
          {t('dev.allAsZip', { count: images.length })}
        </a>
      )}
    </div>
  )
}
