// Accounts as operators see them: found by their exact id or contact, without names; a look at personal data needs a reason and ends by itself.

import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { PickField, TextField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from '../console/acting.ts'
import { Badge, Line, TroubleLine } from '../console/parts.tsx'
import { operator } from '../words/en-operator.ts'
import * as calls from './operator-calls.ts'

const standings = ['good', 'asked', 'warned', 'slowed', 'suspended', 'frozen', 'ended'] as const
const reasons = Object.keys(operator.reasons) as Array<keyof typeof operator.reasons>
const toneOf = (standing: calls.Standing) => (standing === 'good' ? 'good' : ['asked', 'warned', 'slowed'].includes(standing) ? 'careful' : 'bad')

export function Accounts() {
  const { t, language } = useWords()
  const [standing, setStanding] = useState<calls.Standing | ''>('')
  const [open, setOpen] = useState<string>()
  const { data } = useQuery({ queryKey: ['operator', 'accounts', standing], queryFn: () => calls.listAccounts(standing || undefined), staleTime: 0 })
  return (
    <>
      <Section title={t('operator.names.accounts')}>
        <Search open={open} onOpen={setOpen}>
          <div className="sm:mb-7">
            <PickField label={t('operator.standing')} value={standing} onPick={(next) => setStanding(next as typeof standing)}>
              <option value="">{t('operator.any')}</option>
              {standings.map((one) => (
                <option key={one} value={one}>
                  {t(`console.standings.${one}`)}
                </option>
              ))}
            </PickField>
          </div>
        </Search>
        <ul>
          {data?.data.map((account) => (
            <Line key={account.id} actions={<Button onClick={() => setOpen(account.id)}>{t('operator.show')}<span className="sr-only">: {account.id}</span></Button>}>
              <p className="flex flex-wrap items-center gap-2">
                <code className="text-14 break-all">{account.id}</code>
                <Badge tone={toneOf(account.standing)}>{t(`console.standings.${account.standing}`)}</Badge>
                {account.appealed_at && <Badge tone="careful">{t('operator.appealed')}</Badge>}
              </p>
              <p className="text-ink-2 text-14">
                {t(`console.kinds.${account.kind}`)} · {t('operator.counts', { members: account.members, keys: account.keys, pictures: account.pictures })} · {dateAndTime(new Date(account.created_at), language)}
              </p>
            </Line>
          ))}
        </ul>
        {data?.data.length === 0 && <p>{t('operator.noAccounts')}</p>}
      </Section>
      {open && <One key={open} id={open} />}
    </>
  )
}

interface SearchProps {
  open: string | undefined
  onOpen: (id: string | undefined) => void
  children: ReactNode
}

/** What is no id is a contact: the exact one, told to the server alone. */
function Search({ open, onOpen, children }: SearchProps) {
  const { t } = useWords()
  const { act, trouble } = useActing()
  const [words, setWords] = useState('')
  const [found, setFound] = useState<string[]>()
  async function find(what: string): Promise<void> {
    setFound(undefined)
    if (what === '' || what.startsWith('acc_')) return onOpen(what || undefined)
    const answer = await act(() => calls.findAccounts(what.includes('@') ? { mail: what } : { phone: what }))
    const ids = answer?.data.map((one) => one.id)
    setFound(ids)
    onOpen(ids?.[0])
  }
  return (
    <>
      <form
        className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          void find(words.trim())
        }}
      >
        <TextField label={t('operator.find')} hint={t('operator.findHint')} autoComplete="off" spellCheck={false} text={words} onText={setWords} />
        <Button type="submit" className="min-h-9 sm:mb-7">
          {t('operator.show')}
        </Button>
        {children}
      </form>
      <TroubleLine text={trouble} />
      <p role="status" className="empty:hidden">
        {found?.length === 0 && t('operator.nobody')}
      </p>
      {found && found.length > 1 && (
        <div className="flex flex-wrap gap-2">
          {found.map((one) => (
            <Button key={one} aria-pressed={one === open} onClick={() => onOpen(one)}>
              <code>{one}</code>
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

function One({ id }: { id: string }) {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const { data: account, isError } = useQuery({ queryKey: ['operator', 'account', id], queryFn: () => calls.readAccount(id), retry: false })
  const [standing, setStanding] = useState<calls.Standing>('warned')
  const [reason, setReason] = useState<calls.Reason>(reasons[0] ?? ('abuse' as calls.Reason))
  const again = () => queries.invalidateQueries({ queryKey: ['operator'] })
  if (isError) return <p role="alert">{t('operator.notFound')}</p>
  if (!account) return null
  return (
    <Section title={t('operator.account')}>
      <p className="flex flex-wrap items-center gap-2" data-account={account.standing}>
        <code className="break-all">{account.id}</code>
        <Badge tone={toneOf(account.standing)}>{t(`console.standings.${account.standing}`)}</Badge>
        <span className="text-ink-2 text-14">{t('console.since', { time: dateAndTime(new Date(account.standing_since), language) })}</span>
      </p>
      <form
        className="grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          void act(() => calls.decide(id, standing, reason)).then(again)
        }}
      >
        <PickField label={t('operator.newStanding')} value={standing} onPick={(next) => setStanding(next as calls.Standing)}>
          {standings.map((one) => (
            <option key={one} value={one}>
              {t(`console.standings.${one}`)}
            </option>
          ))}
        </PickField>
        <PickField label={t('operator.reason')} value={reason} onPick={(next) => setReason(next as calls.Reason)}>
          {reasons.map((one) => (
            <option key={one} value={one}>
              {t(`operator.reasons.${one}`)}
            </option>
          ))}
        </PickField>
        <Button type="submit" kind="stop" className="min-h-9" disabled={busy}>
          {t('operator.decide')}
        </Button>
      </form>
      <p className="text-ink-2 text-14">{t(`console.means.${standing}`)}</p>
      <TroubleLine text={trouble} />
      <Look id={id} />
    </Section>
  )
}

/** Break-glass: shown to the account's people, counted, and over by itself. */
export function Look({ id }: { id: string }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [reason, setReason] = useState('')
  const [seen, setSeen] = useState<calls.Personal>()
  async function look(): Promise<void> {
    setSeen(
      await act(async () => {
        await calls.openLook(id, reason.trim(), 30)
        return calls.readPersonal(id)
      }),
    )
  }
  return (
    <details className="border-line border-t pt-3">
      <summary className="py-1.5 font-medium coarse:py-2.5">{t('operator.look')}</summary>
      <p className="text-ink-2 mt-2 text-14">{t('operator.lookHint')}</p>
      <form
        className="mt-2 grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
        onSubmit={(event) => {
          event.preventDefault()
          void look()
        }}
      >
        <TextField label={t('operator.lookReason')} minLength={10} maxLength={300} required text={reason} onText={setReason} />
        <Button type="submit" className="min-h-9" disabled={busy} why={reason.trim().length < 10 && t('app.fillFirst')}>
          {t('operator.lookNow')}
        </Button>
      </form>
      <TroubleLine text={trouble} />
      {seen && (
        <ul className="mt-2" data-personal>
          <Line>{seen.name}</Line>
          {seen.people.map((person) => (
            <Line key={person.person}>
              {[person.name, person.mail, person.phone].filter(Boolean).join(' · ') || person.person} <Badge>{person.role}</Badge>
            </Line>
          ))}
        </ul>
      )}
    </details>
  )
}
