// Verifications that wait for a verdict: papers are opened under a look with a reason, and destroyed with the verdict.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button, buttonClass } from '../design/button.tsx'
import { PickField } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { queries } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from '../console/acting.ts'
import { Line, TroubleLine } from '../console/parts.tsx'
import { operator } from '../words/en-operator.ts'
import { Look } from './accounts.tsx'
import * as calls from './operator-calls.ts'

const verdicts = Object.keys(operator.verdicts) as calls.VerdictReason[]

export function Reviews() {
  const { t, language } = useWords()
  const { data: all = [] } = useQuery({ queryKey: ['operator', 'verifications'], queryFn: calls.listVerifications, staleTime: 0 })
  const [open, setOpen] = useState<string>()
  const one = all.find(({ id }) => id === open)
  return (
    <>
      <Section title={t('operator.names.verifications')}>
        {all.length === 0 && <p>{t('operator.noVerifications')}</p>}
        <ul>
          {all.map((verification) => (
            <Line key={verification.id} actions={<Button onClick={() => setOpen(verification.id)}>{t('operator.show')}</Button>}>
              <code className="text-14 break-all">{verification.account}</code> · {dateAndTime(new Date(verification.asked_at), language)} · {t('operator.papers', { count: verification.papers })}
            </Line>
          ))}
        </ul>
      </Section>
      {one && <Review key={one.id} id={one.id} account={one.account} papers={one.papers} />}
    </>
  )
}

function Review({ id, account, papers }: { id: string; account: string; papers: number }) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [reason, setReason] = useState<calls.VerdictReason | undefined>(verdicts[0])
  const [form, setForm] = useState<Awaited<ReturnType<typeof calls.readVerification>>['form']>()
  const judge = (verified: boolean) => reason && void act(() => calls.giveVerdict(id, verified, reason)).then(() => queries.invalidateQueries({ queryKey: ['operator'] }))
  return (
    <Section title={t('operator.review')}>
      <Look id={account} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={busy} onClick={() => void act(() => calls.readVerification(id)).then((one) => setForm(one?.form))}>
          {t('operator.readForm')}
        </Button>
        {Array.from({ length: papers }, (_, number) => (
          <a key={number} className={buttonClass()} href={calls.paperAddressOf(id, number)} download>
            {t('operator.paper', { number: number + 1 })}
          </a>
        ))}
      </div>
      {form && <p className="break-words">{[form.name, form.number, form.country, form.representative].filter(Boolean).join(' · ')}</p>}
      <TroubleLine text={trouble} />
      <div className="flex flex-wrap items-end gap-2">
        <PickField label={t('operator.reason')} value={reason} onPick={(next) => setReason(next as calls.VerdictReason)}>
          {verdicts.map((one) => (
            <option key={one} value={one}>
              {t(`operator.verdicts.${one as keyof typeof operator.verdicts}`)}
            </option>
          ))}
        </PickField>
        <Button kind="action" className="min-h-9" disabled={busy} onClick={() => judge(true)}>
          {t('operator.verified')}
        </Button>
        <Button kind="stop" className="min-h-9" disabled={busy} onClick={() => judge(false)}>
          {t('operator.refused')}
        </Button>
      </div>
    </Section>
  )
}
