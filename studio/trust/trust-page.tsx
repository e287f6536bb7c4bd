// The promises in force, each with what the newest check on this server found.

import { ArrowLeft, CircleAlert, CircleCheck, CircleDashed } from 'lucide-react'
import type { Trust } from '../api.ts'
import { buttonClass, Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { useTrust } from '../server-state.ts'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { Filings } from './filings.tsx'
import { Hosts } from './hosts.tsx'
import { Incidents } from './incidents.tsx'

type Promised = Trust['promises'][number]

export function TrustPage() {
  const { t } = useWords()
  const { data, isError, refetch } = useTrust()
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[44rem] min-w-0 px-4 py-6 outline-none sm:py-12">
      <a
        href={addressOf('/')}
        className={buttonClass({ kind: 'quiet' }, '-ml-2.5')}
        onClick={follow('/')}
      >
        <ArrowLeft size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('trust.back')}
      </a>
      <h1 className="mt-4 font-serif text-28 font-medium text-balance">{t('trust.title')}</h1>
      <p className="text-ink-2 mt-2 text-pretty">{t('trust.intro')}</p>
      {isError && (
        <p className="mt-6 flex flex-wrap items-center gap-3">
          {t('trust.failed')} <Button onClick={() => void refetch()}>{t('history.again')}</Button>
        </p>
      )}
      {data && <Promises trust={data} />}
      <Incidents />
      <Hosts />
      <Filings />
    </main>
  )
}

function Promises({ trust }: { trust: Trust }) {
  const { t, language } = useWords()
  return (
    <>
      <h2 className="mt-8 text-18 font-medium">{t('trust.inForce')}</h2>
      {trust.promises.length === 0 && <p className="text-ink-2 mt-2">{t('trust.none')}</p>}
      <ul className="mt-3 grid gap-4">
        {trust.promises.map((promise) => (
          <Card key={promise.id} promise={promise} />
        ))}
      </ul>
      {trust.ending && (
        <section aria-labelledby="ending" className="bg-wait-wash text-wait rounded-card mt-8 grid gap-1 p-4">
          <h2 id="ending" className="font-medium">
            {t('ending.name')}
          </h2>
          <p>{t('ending.said', { announced: dateAndTime(new Date(trust.ending.announced_at), language), date: dateAndTime(new Date(trust.ending.not_before), language) })}</p>
        </section>
      )}
      <p className="text-ink-2 mt-8 flex flex-wrap gap-x-4 gap-y-1 text-14">
        <span>
          {t('trust.charter')}: {trust.charter.name} <span className="text-ink-3">({trust.charter.version})</span>
        </span>
        <a className="text-action underline underline-offset-2" href="/v1/trust">
          {t('trust.machine')}
        </a>
      </p>
    </>
  )
}

function Card({ promise }: { promise: Promised }) {
  const { t, language } = useWords()
  const { probe, sweep } = promise
  const [Sign, word, colour] = probe
    ? probe.holds
      ? ([CircleCheck, t('trust.holds'), 'text-done'] as const)
      : ([CircleAlert, t('trust.broken'), 'text-stop'] as const)
    : ([CircleDashed, t('trust.unchecked'), 'text-ink-2'] as const)
  const when = (at: string) => dateAndTime(new Date(at), language)
  return (
    <li className="bg-paper border-line rounded-card grid gap-3 border p-4" id={promise.id}>
      <div className="grid gap-1.5">
        {promise.sentences[language].map((sentence) => (
          <p key={sentence} className="font-serif text-18 text-pretty">
            {sentence}
          </p>
        ))}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-14">
        <span className={`flex items-center gap-1.5 font-medium ${colour}`}>
          <Sign size={18} strokeWidth={1.75} aria-hidden="true" />
          {word}
        </span>
        {probe && <span className="text-ink-2">{t('trust.checked', { time: when(probe.at) })}</span>}
        {sweep && <span className="text-ink-2">{t('trust.swept', { time: when(sweep.at) })}</span>}
        <code className="text-ink-3 ml-auto text-12">{promise.id}</code>
      </p>
    </li>
  )
}
