// What was made in this browser before signing in, brought into the account when its maker asks.

import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { queries, useSession } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { TroubleLine } from './parts.tsx'

export function Carrying() {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [count, setCount] = useState<number>()
  if (!useSession()?.visitors) return null
  const carry = async () => {
    const done = await act(calls.carrySession)
    if (!done) return
    setCount(done.count ?? 0)
    speak(t('console.carried', { count: done.count ?? 0 }))
    await queries.invalidateQueries()
  }
  return (
    <Section title={t('console.carry')}>
      <p>{t('console.carryHint')}</p>
      <TroubleLine text={trouble} />
      {count !== undefined && <p>{t('console.carried', { count })}</p>}
      <Button className="justify-self-start" disabled={busy} onClick={() => void carry()}>
        {t('console.carryNow')}
      </Button>
    </Section>
  )
}
