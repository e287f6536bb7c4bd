// What is known of a picture: what was asked, what was sent, what made it, who can see it, when it goes.

import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { useLabelFacts, useModels, useShares } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { languageOf, useWords, type Say } from '../words/words.ts'
import { dateAndTime } from './dates.ts'
import { sayBytes } from './file-names.ts'
import { Note } from './note.tsx'
import { seedOf, type Made } from './pages.ts'

export function PictureDetails({ made }: { made: Made }) {
  const { t, language } = useWords()
  const { image, generation } = made
  const { outcome } = generation
  const links = useShares().data?.filter((share) => share.image === image.id).length ?? 0
  const model = useModels().find((one) => one.id === generation.model)
  const card = model?.card
  const mark = useLabelFacts()?.mark
  const steps = outcome?.steps ?? generation.steps
  const guidance = outcome?.guidance ?? generation.guidance
  const size = {
    width: image.width ?? outcome?.width ?? generation.width,
    height: image.height ?? outcome?.height ?? generation.height,
    format: image.format.toUpperCase(),
    bytes: sayBytes(image.size, language),
  }
  return (
    <dl className="grid gap-3 text-14">
      <Asked generation={generation} />
      <Fact name={t('picture.model')}>
        {card?.title[language] ?? generation.model} {outcome && <span className="text-ink-3">{outcome.version}</span>}
      </Fact>
      {outcome && (
        <Fact name={t('picture.engine')}>
          {outcome.engine}
          {model && `, ${model.sends_data_to === 'here' ? t('picture.engineHere') : model.sends_data_to}`}
        </Fact>
      )}
      {steps !== null && guidance !== null && <Fact name={t('picture.settings')}>{t('picture.settingsLine', { steps, guidance })}</Fact>}
      <Fact name={t('picture.seed')}>
        <span className="flex items-center gap-2">
          {seedOf(made)}
          <CopySeed seed={seedOf(made)} />
        </span>
      </Fact>
      <Fact name={t('picture.size')}>{t('picture.sizeLine', size)}</Fact>
      <Fact name={t('picture.made')}>{dateAndTime(new Date(image.created_at), language)}</Fact>
      {generation.warnings.length > 0 && (
        <Fact name={t('picture.warnings')}>
          <ul className="grid gap-1">
            {generation.warnings.map((warning) => (
              <li key={warning.field + warning.code} lang="en">
                {warning.message}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {mark && (
        <Fact name={t('picture.marks')}>
          {mark}. {t('picture.marksHint')}
        </Fact>
      )}
      <Fact name={t('picture.who')}>{links > 0 ? t('share.count', { count: links }) : t('picture.whoYou')}</Fact>
      <Fact name={t('picture.goes')}>
        <Goes deadline={image.deadline} />
      </Fact>
    </dl>
  )
}

/** Marked where it is days away. */
function Goes({ deadline }: { deadline: string | null }) {
  const { t, language } = useWords()
  if (!deadline) return t('picture.goesNever')
  return (
    <span className={daysLeft(deadline) < 3 ? 'bg-wait-wash text-wait rounded-control block px-2 py-1' : ''}>
      {t('picture.goesOn', { date: dateAndTime(new Date(deadline), language) })} ({sayLeft(t, deadline)})
    </span>
  )
}

const daysLeft = (deadline: string): number => Math.floor((Date.parse(deadline) - Date.now()) / 86_400_000)

function sayLeft(say: Say, deadline: string): string {
  const days = daysLeft(deadline)
  return days < 1 ? say('picture.goesToday') : say('picture.goesInDays', { count: days })
}

/** What somebody said, and what became of their words. */
function Asked({ generation }: { generation: Made['generation'] }) {
  const { t, language } = useWords()
  const { outcome } = generation
  const card = useModels().find((one) => one.id === generation.model)?.card
  const style = card?.styles.find((one) => one.id === generation.style)
  return (
    <>
      <Fact name={t('picture.asked')}>
        <span className="font-serif text-18" lang={languageOf(generation.prompt)}>
          {generation.prompt}
        </span>
      </Fact>
      <Fact name={t('note.name')}>
        <Note key={generation.id} generation={generation} />
      </Fact>
      {generation.imported_at && <Fact name={t('note.imported')}>{t('note.importedOn', { date: dateAndTime(new Date(generation.imported_at), language) })}</Fact>}
      {outcome && <Fact name={t('picture.sent')}>{outcome.prompt_sent}</Fact>}
      {generation.negative_prompt !== '' && <Fact name={t('picture.avoided')}>{generation.negative_prompt}</Fact>}
      {style && <Fact name={t('picture.style')}>{style.title[language]}</Fact>}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5">
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </div>
  )
}

function CopySeed({ seed }: { seed: number }) {
  const { t } = useWords()
  // Absent outside secure origins; then the number can still be marked by hand.
  if (!navigator.clipboard) return null
  return (
    <Button kind="quiet" aria-label={t('picture.copySeed')} title={t('picture.copySeed')} onClick={() => void navigator.clipboard.writeText(String(seed)).then(() => speak(t('picture.copied')))}>
      <Copy size={18} strokeWidth={1.75} aria-hidden="true" />
    </Button>
  )
}
