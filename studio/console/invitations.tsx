// Taking an invitation that came by mail, and accounts that were offered to one.

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import type { PartProps } from './console-page.tsx'
import { Line, TroubleLine } from './parts.tsx'

/** Stands behind the #, so that no server and no log sees it. */
const tokenOf = (hash: string): string | undefined => /^#([0-9a-f]{48})$/.exec(hash)?.[1]

export function Invitations(_: PartProps) {
  const { t } = useWords()
  const { act, busy, trouble } = useActing()
  const [token] = useState(() => tokenOf(location.hash))
  const { data: offers = [] } = useQuery({ queryKey: ['console', 'offers'], queryFn: calls.listOffers })
  async function take(): Promise<void> {
    const account = await act(async () => calls.switchAccount((await calls.takeInvitation(token ?? '')).id))
    if (account) location.assign('/console')
  }
  return (
    <Section title={t('console.names.invitations')}>
      {token && (
        <div className="bg-action-wash rounded-card grid gap-3 p-4">
          <p>{t('console.invited')}</p>
          <TroubleLine text={trouble} />
          <Button kind="action" className="justify-self-start" disabled={busy} onClick={() => void take()}>
            {t('console.accept')}
          </Button>
        </div>
      )}
      {!token && offers.length === 0 && <p className="text-ink-2">{t('console.noOffers')}</p>}
      <ul>
        {offers.map((offer) => (
          <Line
            key={offer.id}
            actions={
              <>
                <Button kind="action" disabled={busy} onClick={() => void act(() => calls.takeOwnership(offer.id))}>
                  {t('console.takeOver')}
                </Button>
                <Button disabled={busy} onClick={() => void act(() => calls.declineOwnership(offer.id))}>
                  {t('console.decline')}
                </Button>
              </>
            }
          >
            {t('console.offered', { name: offer.account_name ?? offer.account })}
          </Line>
        ))}
      </ul>
      {!token && <TroubleLine text={trouble} />}
    </Section>
  )
}
