// The request log: what came in the last days, with why it failed, what it cost and what it made; looks again by itself.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { Badge, TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { PickField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { useModels } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { languageOf, useWords } from '../words/words.ts'
import { sayPrice } from './prices.ts'
import * as calls from './standing-calls.ts'

/** Milliseconds between two looks at the newest entries. */
const askEvery = 4000
const hour = 3_600_000
const statuses = ['2xx', '4xx', '429', '5xx'] as const
const times = { hour, day: 24 * hour, all: undefined } as const

interface Wish {
  key: string
  status: string
  model: string
  time: keyof typeof times
}

export function Calls() {
  const { t } = useWords()
  const [wish, setWish] = useState<Wish>({ key: '', status: '', model: '', time: 'all' })
  /** The last ones of the pages before this one. */
  const [before, setBefore] = useState<string[]>([])
  const after = before.at(-1)
  const { data: list, error } = useQuery({
    queryKey: ['console', 'calls', wish, after],
    queryFn: () => calls.listCalls({ ...queryOf(wish), ...(after && { after }) }),
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: after ? false : askEvery,
    retry: false,
  })
  const change = (next: Partial<Wish>) => {
    setBefore([])
    setWish({ ...wish, ...next })
  }
  const last = list?.data.at(-1)?.id
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{list ? (list.days > 0 ? t('dev.callsIntro', { count: list.days }) : t('dev.callsOff')) : t('app.loading')}</p>
      <TroubleLine text={error ? error.message || t('dev.unreachable') : undefined} />
      {list && list.days > 0 && (
        <Section title={t('dev.names.calls')}>
          <Filters wish={wish} onChange={change} />
          {list.data.length === 0 && <p className="text-ink-2">{t('dev.noCalls')}</p>}
          <ul className="grid min-w-0">
            {list.data.map((call) => (
              <One key={call.id} call={call} />
            ))}
          </ul>
          {(before.length > 0 || list.has_more) && (
            <div className="flex flex-wrap gap-2">
              <Button why={before.length === 0 && t('dev.newestAlready')} onClick={() => setBefore(before.slice(0, -1))}>
                {t('dev.newer')}
              </Button>
              <Button why={!list.has_more && t('dev.oldestAlready')} onClick={() => last && setBefore([...before, last])}>
                {t('dev.older')}
              </Button>
            </div>
          )}
        </Section>
      )}
    </>
  )
}

function queryOf({ key, status, model, time }: Wish): calls.CallQuery {
  const span = times[time]
  return { ...(key && { key }), ...(status && { status }), ...(model && { model }), ...(span && { since: new Date(Date.now() - span).toISOString() }) }
}

function Filters({ wish, onChange }: { wish: Wish; onChange: (next: Partial<Wish>) => void }) {
  const { t } = useWords()
  const models = useModels()
  const { data: keys = [] } = useQuery({ queryKey: ['console', 'keys-of-calls'], queryFn: calls.listKeys, retry: false })
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      {keys.length > 0 && (
        <PickField label={t('dev.byKey')} value={wish.key} onPick={(key) => onChange({ key })}>
          <option value="">{t('dev.any')}</option>
          {keys.map(({ id, name, hint }) => (
            <option key={id} value={id}>
              {[name, hint].filter(Boolean).join(' · ') || id}
            </option>
          ))}
        </PickField>
      )}
      <PickField label={t('dev.byStatus')} value={wish.status} onPick={(status) => onChange({ status })}>
        <option value="">{t('dev.any')}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t(`dev.statuses.${status}`)}
          </option>
        ))}
      </PickField>
      <PickField label={t('dev.byModel')} value={wish.model} onPick={(model) => onChange({ model })}>
        <option value="">{t('dev.any')}</option>
        {models.map(({ id }) => (
          <option key={id}>{id}</option>
        ))}
      </PickField>
      <PickField label={t('dev.byTime')} value={wish.time} onPick={(time) => onChange({ time: time as Wish['time'] })}>
        {Object.keys(times).map((time) => (
          <option key={time} value={time}>
            {t(`dev.times.${time as Wish['time']}`)}
          </option>
        ))}
      </PickField>
    </div>
  )
}

const toneOf = (status: number) => (status < 400 ? 'good' : status < 500 ? 'careful' : 'bad')

function One({ call }: { call: calls.Call }) {
  const { t, language } = useWords()
  const { id, method, route, status, error, key, model, milliseconds, price_micro: price, generation, created_at: at } = call
  const [open, setOpen] = useState(false)
  const madeId = useId()
  const facts = [dateAndTime(new Date(at), language), key ? key.name || key.hint || key.id : t('dev.inStudio'), model, t('dev.milliseconds', { count: milliseconds }), price === null ? null : sayPrice(t, language, price)]
  return (
    <li className="border-line grid min-w-0 gap-1 border-t py-3 first:border-t-0" data-call={status}>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={toneOf(status)}>{status}</Badge>
        <code className="min-w-0 text-14 break-all">
          {method} {route}
        </code>
      </div>
      <p className="text-ink-2 text-14 break-words tabular-nums">{facts.filter(Boolean).join(' · ')}</p>
      {error && (
        <p className="text-14 break-words">
          <code>{error.code}</code>: {error.message}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="text-ink-3 text-12 break-all">{id}</code>
        {generation && (
          <Button aria-expanded={open} aria-controls={madeId} aria-label={`${t('dev.showMade')}: ${generation}`} onClick={() => setOpen(!open)}>
            {t('dev.showMade')}
          </Button>
        )}
      </div>
      <div id={madeId}>{open && generation && <Made id={generation} />}</div>
    </li>
  )
}

/** What was made, as it is among the pictures now. */
function Made({ id }: { id: string }) {
  const { t } = useWords()
  const { data: made, error } = useQuery({ queryKey: ['console', 'made', id], queryFn: () => calls.readMade(id), retry: false })
  if (error) return <TroubleLine text={error.message || t('dev.unreachable')} />
  if (!made) return <p className="text-ink-2 text-14">{t('app.loading')}</p>
  return (
    <div className="bg-sunk rounded-card mt-1 grid min-w-0 gap-2 p-3" data-made={made.state}>
      <p className="font-serif break-words" lang={languageOf(made.prompt)}>
        {made.prompt}
      </p>
      {made.error && <p className="text-14">{made.error.message}</p>}
      <div className="flex flex-wrap gap-2">
        {made.images.map((image) => (
          <a key={image.id} href={image.url} target="_blank" rel="noreferrer">
            <img src={image.small_url} alt={made.prompt} className="rounded-picture size-24 object-cover" />
          </a>
        ))}
      </div>
    </div>
  )
}
