// Webhooks: where news go, the secret told once, and the log of what was sent.

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useActing } from '../console/acting.ts'
import { Badge, Line, ShownOnce, TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import * as calls from './standing-calls.ts'

export function Webhooks() {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: webhooks = [], error, isPending } = useQuery({ queryKey: ['console', 'webhooks'], queryFn: calls.listWebhooks, retry: false })
  const [made, setMade] = useState<calls.Webhook>()
  async function make(url: string, events: calls.NewsKind[]): Promise<boolean> {
    const webhook = await act(() => calls.createWebhook(url, events))
    if (webhook) setMade(webhook)
    return webhook !== undefined
  }
  return (
    <>
      <p className="text-ink-2 max-w-[44rem] text-pretty">{t('dev.webhooksIntro')}</p>
      <TroubleLine text={error ? error.message || t('dev.unreachable') : trouble} />
      {made?.secret && <ShownOnce title={t('dev.secret', { url: made.url })} hint={t('dev.secretHint')} lines={[made.secret]} onDone={() => setMade(undefined)} />}
      {!error && (
        <>
          <Section title={t('dev.names.webhooks')}>
            {webhooks.length === 0 && <p className="text-ink-2">{isPending ? t('app.loading') : t('dev.noWebhooks')}</p>}
            <ul>
              {webhooks.map((webhook) => (
                <One key={webhook.id} webhook={webhook} busy={busy} onDelete={() => void act(() => calls.deleteWebhook(webhook.id))} />
              ))}
            </ul>
          </Section>
          <NewWebhook busy={busy} onMake={make} />
        </>
      )}
    </>
  )
}

function One({ webhook: { id, url, events, created_at: since }, busy, onDelete }: { webhook: calls.Webhook; busy: boolean; onDelete: () => void }) {
  const { t, language } = useWords()
  const [open, setOpen] = useState(false)
  const logId = useId()
  return (
    <Line
      actions={
        <>
          <Button aria-label={`${t('dev.log')}: ${url}`} aria-expanded={open} aria-controls={logId} onClick={() => setOpen(!open)}>
            {t('dev.log')}
          </Button>
          <Button kind="stop" aria-label={`${t('dev.remove')}: ${url}`} disabled={busy} onClick={onDelete}>
            {t('dev.remove')}
          </Button>
        </>
      }
    >
      <p className="font-medium" data-webhook={id}>
        {url}
      </p>
      <p className="text-ink-2 text-14">
        {dateAndTime(new Date(since), language)} · {events.length === calls.newsKinds.length ? t('dev.allNews') : events.join(', ')}
      </p>
      <div id={logId}>{open && <Log id={id} />}</div>
    </Line>
  )
}

/** Milliseconds between two looks at an open log. */
const askEvery = 4000
const tones = { waiting: 'careful', delivered: 'good', 'given-up': 'bad' } as const

function Log({ id }: { id: string }) {
  const { t, language } = useWords()
  const { data: deliveries, error } = useQuery({ queryKey: ['console', 'deliveries', id], queryFn: () => calls.listDeliveries(id), staleTime: 0, refetchInterval: askEvery })
  if (error) return <TroubleLine text={error.message || t('dev.unreachable')} />
  if (!deliveries || deliveries.length === 0) return <p className="text-ink-2 mt-2 text-14">{deliveries ? t('dev.nothingSent') : t('app.loading')}</p>
  return (
    <ul className="mt-2 grid gap-1 text-14">
      {deliveries.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3">
          <Badge tone={tones[one.state]}>{t(`dev.sent.${one.state}`)}</Badge>
          <code>{one.event}</code>
          <span className="text-ink-2 tabular-nums">{dateAndTime(new Date(one.tried_at ?? one.created_at), language)}</span>
          {one.attempts > 0 && <span className="text-ink-2">{t('dev.tries', { count: one.attempts, status: one.status ?? '–' })}</span>}
        </li>
      ))}
    </ul>
  )
}

function NewWebhook({ busy, onMake }: { busy: boolean; onMake: (url: string, events: calls.NewsKind[]) => Promise<boolean> }) {
  const { t } = useWords()
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<ReadonlySet<calls.NewsKind>>(new Set(calls.newsKinds))
  return (
    <Section title={t('dev.newWebhook')}>
      <TextField label={t('dev.address')} hint={t('dev.addressHint')} type="url" text={url} onText={setUrl} placeholder="https://" />
      <fieldset>
        <legend className="mb-1 text-14 font-medium">{t('dev.news')}</legend>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {calls.newsKinds.map((kind) => (
            <label key={kind} className="flex min-h-8 items-center gap-2 text-14 coarse:min-h-11">
              <input type="checkbox" className="accent-action size-5" checked={events.has(kind)} onChange={() => setEvents((now) => new Set(calls.newsKinds.filter((one) => now.has(one) !== (one === kind))))} />
              <code>{kind}</code>
            </label>
          ))}
        </div>
      </fieldset>
      <Button kind="action" className="justify-self-start" disabled={busy} why={url.trim() === '' ? t('app.fillFirst') : events.size === 0 && t('dev.newsFirst')} onClick={() => void onMake(url.trim(), [...events]).then((is) => is && setUrl(''))}>
        {t('dev.makeWebhook')}
      </Button>
    </Section>
  )
}
