// Making an API key: a name, what it may do, and limits of its own where somebody wants them.

import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { NumberField, PickField, TextField } from '../design/field.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { scopeName } from './keys.tsx'
import { TroubleLine } from './parts.tsx'

const scopes = ['images:make', 'images:read', 'images:delete'] as const
const ends = ['never', '30', '90', '365'] as const
const whole = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text) : null)

export function KeyForm({ onMade }: { onMade: (key: calls.NewKey) => void }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [name, setName] = useState('')
  const [may, setMay] = useState<ReadonlySet<(typeof scopes)[number]>>(new Set(scopes))
  const [days, setDays] = useState<(typeof ends)[number]>('90')
  const [perMinute, setPerMinute] = useState('')
  const [concurrency, setConcurrency] = useState('')
  const [addresses, setAddresses] = useState('')

  async function make(): Promise<void> {
    const networks = addresses.split(/[\s,;]+/).filter(Boolean)
    const wish: calls.KeyWish = {
      name: name.trim(),
      scopes: [...may],
      expires_at: days === 'never' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      per_minute: whole(perMinute),
      concurrency: whole(concurrency),
      addresses: networks.length > 0 ? networks : null,
    }
    const made = await act(() => calls.createKey(wish))
    if (!made) return
    setName('')
    onMade(made)
  }
  return (
    <Section title={t('console.newKey')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t('console.keyName')} hint={t('console.keyNameHint')} maxLength={120} required text={name} onText={setName} />
          <PickField label={t('console.keyLasts')} value={days} onPick={(next) => setDays(next as typeof days)}>
            {ends.map((one) => (
              <option key={one} value={one}>
                {one === 'never' ? t('console.noEnd') : t('console.days', { count: Number(one) })}
              </option>
            ))}
          </PickField>
        </div>
        <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
          <legend className="mb-1 text-14 font-medium">{t('console.keyMay')}</legend>
          {scopes.map((scope) => (
            <label key={scope} className="flex min-h-9 items-center gap-2 coarse:min-h-11">
              <input
                type="checkbox"
                className="accent-action size-5"
                checked={may.has(scope)}
                onChange={(event) => setMay((now) => new Set(event.target.checked ? [...now, scope] : [...now].filter((one) => one !== scope)))}
              />
              {t(`console.scopes.${scopeName(scope)}`)}
            </label>
          ))}
        </fieldset>
        <details>
          <summary className="py-1.5 font-medium coarse:py-2.5">{t('console.ownLimits')}</summary>
          <div className="mt-2 grid gap-4 sm:grid-cols-3">
            <NumberField label={t('console.limitMinute')} placeholder={t('console.asAccount')} value={perMinute} onText={setPerMinute} />
            <NumberField label={t('console.limitAtOnce')} placeholder={t('console.asAccount')} value={concurrency} onText={setConcurrency} />
            <TextField label={t('console.networks')} hint={t('console.networksHint')} text={addresses} onText={setAddresses} />
          </div>
        </details>
        <TroubleLine text={trouble} />
        <Button type="submit" kind="action" size="large" className="justify-self-start" disabled={busy} why={(may.size === 0 || name.trim() === '') && t('app.fillFirst')}>
          {t('console.makeKey')}
        </Button>
      </form>
    </Section>
  )
}
