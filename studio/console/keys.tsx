// API keys: made, shown once, limited, put in the place of another, revoked.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { PlaceLink } from '../developers/place-link.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { useWords, type Say } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'
import { KeyForm } from './key-form.tsx'
import { Badge, Line, ShownOnce, TroubleLine } from './parts.tsx'

const overlapHours = 24

export function Keys({ account }: PartProps) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const may = account.role !== 'viewer'
  const { data: keys = [] } = useQuery({ queryKey: ['console', 'keys'], queryFn: calls.listKeys, enabled: may })
  const [told, setTold] = useState<calls.NewKey>()
  if (!may) return <p>{t('console.keysNotYours')}</p>
  return (
    <>
      {told && <ShownOnce title={t('console.keyMade', { name: told.name || told.hint || '' })} hint={t('console.keyOnce')} lines={[told.key]} onDone={() => setTold(undefined)} />}
      <Section title={t('console.names.keys')}>
        {keys.length === 0 && <p className="text-ink-2">{t('console.noKeys')}</p>}
        <ul>
          {keys.map((key) => (
            <KeyLine key={key.id} value={key} busy={busy} onRotate={() => void act(() => calls.rotateKey(key.id, overlapHours)).then(setTold)} onRevoke={() => void act(() => calls.revokeKey(key.id))} />
          ))}
        </ul>
        <TroubleLine text={trouble} />
      </Section>
      <KeyForm onMade={setTold} />
      <Section title={t('console.use')}>
        <p className="text-ink-2">{t('console.useHint')}</p>
        <p className="flex flex-wrap gap-x-4">
          <PlaceLink to="/developers">{t('console.toPlayground')}</PlaceLink>
          <PlaceLink to="/docs/first-steps">{t('console.toFirstSteps')}</PlaceLink>
        </p>
        <pre className="bg-sunk rounded-control overflow-x-auto p-3 font-mono text-14" tabIndex={0} aria-label={t('console.use')}>
          {`curl ${location.origin}/v1/images/generations \\\n  -H "Authorization: Bearer $GESSO_API_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '{"prompt": "a red fox in the snow"}'`}
        </pre>
      </Section>
    </>
  )
}

interface KeyLineProps {
  value: calls.Key
  busy: boolean
  onRotate: () => void
  onRevoke: () => void
}

function KeyLine({ value, busy, onRotate, onRevoke }: KeyLineProps) {
  const { t, language } = useWords()
  const [sure, setSure] = useState(false)
  const works = value.state === 'works'
  const name = value.name || value.hint || value.id
  const when = (time: string) => dateAndTime(new Date(time), language)
  const facts = [
    t('console.keyCreated', { time: when(value.created_at) }),
    value.last_used_at ? t('console.keyUsed', { time: when(value.last_used_at) }) : t('console.keyNeverUsed'),
    value.expires_at && t('console.keyEnds', { time: when(value.expires_at) }),
    ...limitsOf(t, value),
  ]
  return (
    <Line
      actions={
        works &&
        (sure ? (
          <>
            <Button onClick={() => setSure(false)}>{t('console.no')}</Button>
            <Button kind="stop" disabled={busy} onClick={onRevoke}>
              {t('console.revokeNow')}
            </Button>
          </>
        ) : (
          <>
            <Button disabled={busy} title={t('console.rotateHint', { hours: overlapHours })} onClick={onRotate}>
              {t('console.rotate')}
              <span className="sr-only">: {name}</span>
            </Button>
            <Button kind="stop" disabled={busy} onClick={() => setSure(true)}>
              {t('console.revoke')}
              <span className="sr-only">: {name}</span>
            </Button>
          </>
        ))
      }
    >
      <p className="flex flex-wrap items-center gap-2" data-key={value.state}>
        <span className="font-medium">{name}</span>
        {value.name && value.hint && <code className="text-ink-2 text-14">{value.hint}</code>}
        <Badge tone={works ? 'good' : 'plain'}>{t(`console.keyStates.${value.state}`)}</Badge>
      </p>
      <p className="text-ink-2 text-14">{facts.filter(Boolean).join(' · ')}</p>
    </Line>
  )
}

function limitsOf(say: Say, key: calls.Key): string[] {
  return [
    key.per_minute !== null && say('console.perMinute', { count: key.per_minute }),
    key.concurrency !== null && say('console.atOnce', { count: key.concurrency }),
    key.addresses !== null && say('console.from', { addresses: key.addresses.join(', ') }),
    key.scopes.length < 3 && key.scopes.map((scope) => say(`console.scopes.${scopeName(scope)}`)).join(', '),
  ].filter((one) => typeof one === 'string')
}

export const scopeName = (scope: calls.Key['scopes'][number]): 'make' | 'read' | 'delete' => scope.split(':')[1] as 'make' | 'read' | 'delete'
