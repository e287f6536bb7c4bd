// What came back: pictures, status, time, price, what the headers tell, and the answer itself.

import { useEffect, useId, useRef } from 'react'
import { Badge } from '../console/parts.tsx'
import { languageOf, useWords } from '../words/words.ts'
import { CodeBlock } from './code-block.tsx'
import { PlaceLink } from './place-link.tsx'
import { sayPriceOf } from './prices.ts'
import { sayBody, type Answered } from './run.ts'

export function Answer({ answered, words, micro }: { answered: Answered; words: string; micro: number }) {
  const { t } = useWords()
  const id = useId()
  const box = useRef<HTMLElement>(null)
  // On a phone it comes below the code, out of sight.
  useEffect(() => {
    void box.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
  }, [answered])
  const { status, headers, body, pictures } = answered
  return (
    <section ref={box} aria-labelledby={id} className="grid min-w-0 scroll-my-20 gap-3" data-answer={status}>
      <h2 id={id} className="font-serif text-22 font-medium">
        {t('dev.answer')}
      </h2>
      <AnswerFacts answered={answered} micro={micro} count={pictures.length} />
      {pictures.length > 0 && (
        <>
          <ul className="bg-mat rounded-card grid grid-cols-[repeat(auto-fill,minmax(min(100%,12rem),1fr))] gap-3 p-4">
            {pictures.map((address, at) => (
              <li key={address.slice(-60) + at}>
                <img src={address} alt={words} lang={languageOf(words)} className="rounded-picture w-full" />
              </li>
            ))}
          </ul>
          <p className="text-14">
            <PlaceLink to="/pictures">{t('dev.inPictures')}</PlaceLink>
          </p>
        </>
      )}
      <CodeBlock name={t('dev.headers')} code={headers.map(([name, value]) => `${name}: ${value}`).join('\n')} />
      <CodeBlock name={t('dev.body')} code={sayBody(body)} low />
    </section>
  )
}

/** Status, time and price at a glance. */
export function AnswerFacts({ answered: { status, milliseconds }, micro, count }: { answered: Pick<Answered, 'status' | 'milliseconds'>; micro: number; count: number }) {
  const { t, language } = useWords()
  const well = status < 400
  const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 }).format(milliseconds / 1000)
  return (
    <ul className="flex flex-wrap items-center gap-2">
      <li>
        <Badge tone={well ? 'good' : 'bad'}>{t('dev.status', { status })}</Badge>
      </li>
      <li>
        <Badge>{seconds}</Badge>
      </li>
      <li>
        <Badge>{well ? sayPriceOf(t, language, micro, count) : t('dev.noCharge')}</Badge>
      </li>
    </ul>
  )
}
