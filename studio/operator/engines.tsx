// For operators: how each engine does, by every worker that uses it, and what can be asked of it.

import { useQuery } from '@tanstack/react-query'
import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'
import { useActing } from '../console/acting.ts'
import { Badge, Line, TroubleLine } from '../console/parts.tsx'
import { Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

type Engine = components['schemas']['EngineList']['data'][number]
type Seen = Engine['standings'][number]
type Action = components['schemas']['EngineSteering']['action']

const key = ['operator', 'engines'] as const
const seconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10

export function Engines() {
  const { t } = useWords()
  const { data, isError } = useQuery({ queryKey: key, queryFn: () => take(gesso.GET('/v1/engines')), staleTime: 0, refetchInterval: 5000 })
  return (
    <>
      <TroubleLine text={isError ? t('share.failed') : undefined} />
      <p className="text-ink-2">{data && t('engines.inLine', { count: data.in_line })}</p>
      {data?.data.map((engine) => (
        <Section key={engine.id} title={engine.id}>
          <Facts engine={engine} />
          <ul>
            {engine.standings.map((standing, number) => (
              <Standing key={number} standing={standing} />
            ))}
          </ul>
          {engine.on && engine.modality === 'images' && <Actions engine={engine} />}
        </Section>
      ))}
    </>
  )
}

type State = 'well' | 'not-well' | 'resting' | 'trying' | 'paused' | 'off' | 'unseen'
const tones = { well: 'good', 'not-well': 'bad', resting: 'bad', trying: 'careful', paused: 'careful', off: 'plain', unseen: 'plain' } as const satisfies Record<State, string>

function stateOf({ on, paused, standings }: Engine): State {
  if (!on) return 'off'
  if (paused) return 'paused'
  const [first] = standings
  return first ? stateAt(first) : 'unseen'
}

const stateAt = ({ ready, breaker }: Seen): State => (breaker === 'open' ? 'resting' : breaker === 'half-open' ? 'trying' : ready ? 'well' : 'not-well')

function Facts({ engine }: { engine: Engine }) {
  const { t } = useWords()
  const { place, models, price_micro: price, timings, abilities, driver, modality } = engine
  const state = stateOf(engine)
  return (
    <div className="grid gap-1 text-14">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[state]}>{t(`engines.states.${state}`)}</Badge>
        <span className="min-w-0 break-words">
          {driver} · {modality} · {models.join(', ')}
        </span>
      </p>
      <p>
        {place ? t('engines.elsewhere', { name: place.name, country: place.country, keeps: place.keeps_for }) : t('engines.here')}{' '}
        {place && (
          <a href={place.terms_url} target="_blank" rel="noreferrer" className="text-action underline underline-offset-2">
            {t('engines.terms', { name: place.name })}
          </a>
        )}
      </p>
      <p className="text-ink-2">
        {price > 0 ? t('engines.price', { amount: price / 1_000_000 }) : t('engines.free')} · {timings ? t('engines.took', { median: seconds(timings.median_ms), slowest: seconds(timings.slowest_ms) }) : t('engines.unknown')}
      </p>
      {abilities.length > 0 && <p className="text-ink-2">{t('engines.can', { list: abilities.map((ability) => t(`engines.abilities.${ability}`)).join(', ') })}</p>}
    </div>
  )
}

function Standing({ standing }: { standing: Seen }) {
  const { t, language } = useWords()
  const { pictures, faults, drawing, waiting, last_fault: fault, canary } = standing
  const state = stateAt(standing)
  const drawn = canary && { when: dateAndTime(new Date(canary.at), language), seconds: seconds(canary.milliseconds) }
  return (
    <Line>
      <p className="flex flex-wrap items-center gap-2 text-14">
        <Badge tone={tones[state]}>{t(`engines.states.${state}`)}</Badge>
        {t('engines.counts', { pictures, faults, drawing, waiting })}
      </p>
      <p className="text-ink-2 text-14">
        {!drawn ? t('engines.noCanary') : canary?.changed == null ? t('engines.canary', drawn) : t('engines.canaryChanged', { ...drawn, percent: Math.round(canary.changed * 100) })}
        {fault && (
          <>
            {' '}
            · {t('engines.lastFault')} <code>{fault}</code>
          </>
        )}
      </p>
    </Line>
  )
}

function Actions({ engine: { id, paused } }: { engine: Engine }) {
  const { t } = useWords()
  const { busy, trouble, act } = useActing()
  const steer = (action: Action) =>
    act(async () => {
      queries.setQueryData(key, await take(gesso.POST('/v1/engines/{id}/steer', { params: { path: { id } }, body: { action } })))
      speak(t('engines.asked'))
    })
  return (
    <div className="grid gap-2">
      <TroubleLine text={trouble} />
      <p className="flex flex-wrap gap-2" role="group" aria-label={id}>
        {([paused ? 'resume' : 'pause', 'try-now', 'canary'] as const).map((action) => (
          <Button key={action} disabled={busy || (paused && action !== 'resume')} onClick={() => void steer(action)}>
            {t(`engines.actions.${action}`)}
          </Button>
        ))}
      </p>
    </div>
  )
}
