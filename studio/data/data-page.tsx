// "Your data": what this server holds of whoever looks, who else can see it, and how to take it or end it.

import { Button } from '../design/button.tsx'
import { useHoldings, useSession, useShares } from '../server-state.ts'
import { Page, Section } from '../shell/page.tsx'
import { ShareList } from '../sharing/share-list.tsx'
import { useWords } from '../words/words.ts'
import { OwnInGallery } from '../gallery/own.tsx'
import { BringIn } from './bring-in.tsx'
import { Devices } from './devices.tsx'
import { sayThings, WhatWeKeep } from './held.tsx'
import { Notices } from './notices.tsx'
import { Privacy } from './privacy.tsx'
import { SessionBox } from './session-box.tsx'
import { TakeOrErase } from './take-or-erase.tsx'

export function DataPage() {
  const { t } = useWords()
  const session = useSession()
  const { data: holdings, isError, refetch } = useHoldings()
  const things = holdings ? sayThings(t, holdings) : ''
  return (
    <Page title={t('data.title')} intro={<span data-things>{things}</span>}>
      {isError && (
        <p className="flex flex-wrap items-center gap-3">
          {t('data.failed')} <Button onClick={() => void refetch()}>{t('history.again')}</Button>
        </p>
      )}
      <Notices />
      {holdings && <WhatWeKeep holdings={holdings} />}
      {session && (
        <>
          <WhoCanSee />
          <OwnInGallery />
          <SessionBox session={session} />
          <TakeOrErase session={session} things={things} />
          <BringIn />
          <Devices />
          <Privacy privacy={session.privacy} logs={holdings?.logs ?? []} />
        </>
      )}
    </Page>
  )
}

function WhoCanSee() {
  const { t } = useWords()
  const shares = useShares().data ?? []
  return (
    <Section title={t('data.who')}>
      <p>{shares.length === 0 ? t('data.whoNobody') : t('data.whoLinks')}</p>
      {shares.length > 0 && <ShareList shares={shares} withPictures />}
    </Section>
  )
}
