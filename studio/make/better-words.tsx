// A better prompt as a suggestion: asked for by hand, shown beside one's own words, taken or left.

import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { gesso, take, takeNothing, Trouble, withWork, type Session } from '../api.ts'
import { Button } from '../design/button.tsx'
import { queries } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { languageOf, useWords } from '../words/words.ts'

type Enhancer = NonNullable<Session['enhancer']>

interface BetterWordsProps {
  enhancer: Enhancer
  words: string
  /** The suggestion that was taken; empty = none. */
  accepted: string
  onAccept: (suggestion: string) => void
}

interface Suggested {
  of: string
  words: string
}

export function BetterWords({ enhancer, words, accepted, onAccept }: BetterWordsProps) {
  const { t } = useWords()
  const [suggested, setSuggested] = useState<Suggested>()
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState('')
  const own = words.trim()
  const shown = suggested?.of === own ? suggested.words : undefined

  async function ask(): Promise<void> {
    setAsking(true)
    setTrouble('')
    try {
      if (enhancer.place && !enhancer.agreed) await agreeTo(enhancer.place.name)
      const { enhanced_prompt: found } = await withWork((headers) => take(gesso.POST('/v1/prompts/enhance', { headers, body: { prompt: own } })))
      setSuggested({ of: own, words: found })
      speak(found === own ? t('better.same') : t('better.ready'))
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('better.failed'))
    }
    setAsking(false)
  }

  if (accepted !== '') {
    return (
      <div className="bg-sunk rounded-card grid gap-2 p-3" data-better="taken">
        <Wording name={t('better.suggested')} words={accepted} />
        <p className="text-12 text-ink-2">{t('better.taken')}</p>
        <Button className="justify-self-start" onClick={() => onAccept('')}>
          {t('better.back')}
        </Button>
      </div>
    )
  }
  if (shown !== undefined && shown !== own) {
    return (
      <section aria-label={t('better.title')} className="bg-sunk rounded-card grid gap-3 p-3" data-better="shown">
        <Wording name={t('better.own')} words={own} />
        <Wording name={t('better.suggested')} words={shown} />
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => onAccept(shown)}>{t('better.take')}</Button>
          <Button kind="quiet" onClick={() => setSuggested(undefined)}>
            {t('better.keep')}
          </Button>
        </div>
      </section>
    )
  }
  return (
    <div className="grid justify-items-start gap-1">
      {own !== '' && enhancer.place && <Destination place={enhancer.place} />}
      <Button kind="quiet" disabled={own === '' || asking} onClick={() => void ask()}>
        <Sparkles size={18} strokeWidth={1.75} aria-hidden="true" />
        {asking ? t('better.asking') : enhancer.agreed ? t('better.ask') : t('better.agree')}
      </Button>
      {shown !== undefined && <p className="text-12 text-ink-2">{t('better.same')}</p>}
      {trouble && (
        <p role="alert" className="text-14 text-stop">
          {trouble}
        </p>
      )}
    </div>
  )
}

async function agreeTo(place: string): Promise<void> {
  await takeNothing(gesso.POST('/v1/places', { body: { place, agreed: true } }))
  await queries.invalidateQueries({ queryKey: ['session'] })
}

function Destination({ place }: { place: NonNullable<Enhancer['place']> }) {
  const { t } = useWords()
  return (
    <p className="text-12 text-ink-2 text-pretty">
      {t('better.goesTo', { name: place.name, country: place.country, keeps: place.keeps_for })}{' '}
      <a href={place.terms_url} target="_blank" rel="noreferrer" className="text-action underline underline-offset-2">
        {t('better.goesToTerms')}
      </a>
    </p>
  )
}

function Wording({ name, words }: { name: string; words: string }) {
  return (
    <div className="grid gap-0.5 text-14">
      <span className="text-ink-3">{name}</span>
      <p className="min-w-0 font-serif break-words" lang={languageOf(words)}>
        {words}
      </p>
    </div>
  )
}
