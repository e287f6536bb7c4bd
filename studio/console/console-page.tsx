// The console: one's sign-in and one's account, page by page, for whoever is signed in.

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../design/button.tsx'
import { fieldClass } from '../design/field.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { useSession } from '../server-state.ts'
import { PartLink } from '../shell/part-link.tsx'
import { usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { useActing } from './acting.ts'
import * as calls from './calls.ts'
import { Invitations } from './invitations.tsx'
import { Keys } from './keys.tsx'
import { Members } from './members.tsx'
import { Badge, TroubleLine } from './parts.tsx'
import { Profile } from './profile.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { Security } from './security.tsx'
import { SignInForms } from './sign-in-forms.tsx'
import { Usage } from './usage.tsx'
import { Verifying } from './verifying.tsx'

export interface PartProps {
  me: calls.Me
  account: calls.Account
}

const parts: Record<string, (props: PartProps) => ReactNode> = {
  '': Profile,
  security: Security,
  keys: Keys,
  members: Members,
  usage: Usage,
  verification: Verifying,
  invitations: Invitations,
}
const names = ['', 'security', 'keys', 'members', 'usage', 'verification', 'invitations'] as const

export function ConsolePage() {
  const { t } = useWords()
  const session = useSession()
  const isPerson = session?.kind === 'person'
  const { data: me } = useQuery({ queryKey: ['console', 'me'], queryFn: calls.readMe, enabled: isPerson })
  const { data: accounts = [] } = useQuery({ queryKey: ['console', 'accounts'], queryFn: calls.listAccounts, enabled: isPerson })
  const account = accounts.find((one) => one.current)
  const part = usePlace().split('/')[2] ?? ''
  const Part = parts[part] ?? Profile
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[60rem] min-w-0 content-start gap-6 px-4 py-6 outline-none sm:py-10">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 className="font-serif text-28 font-medium">{t('console.title')}</h1>
        {account && <AccountChoice accounts={accounts} />}
      </div>
      {session && !isPerson && (
        <div className="grid max-w-[32rem] gap-6">
          <p className="text-ink-2">{part === 'invitations' ? t('console.signInFirst') : t('entry.intro')}</p>
          <SignInForms onDone={() => location.reload()} />
        </div>
      )}
      {me && account && (
        <>
          <nav aria-label={t('console.parts')} className="border-line -mx-4 flex gap-1 overflow-x-auto border-b px-4 pb-2 [scrollbar-width:thin]">
            {names.map((name) => (
              <PartLink key={name} path={name ? `/console/${name}` : '/console'} current={part === name}>
                {t(`console.names.${name || 'profile'}`)}
              </PartLink>
            ))}
            <PartLink path="/developers">{t('app.developers')}</PartLink>
          </nav>
          {account.standing !== 'good' && <StandingNote account={account} />}
          <div className="grid min-w-0 gap-6">
            <Part me={me} account={account} />
          </div>
        </>
      )}
      <ProofDialog me={me} />
    </main>
  )
}

function AccountChoice({ accounts }: { accounts: calls.Account[] }) {
  const { t } = useWords()
  const { act } = useActing()
  const current = accounts.find((one) => one.current)
  return (
    <select
      aria-label={t('console.actFor')}
      className={`${fieldClass} w-auto! max-w-full truncate`}
      value={current?.id}
      onChange={(event) => void act(() => calls.switchAccount(event.target.value)).then((done) => done && location.reload())}
    >
      {accounts.map((account) => (
        <option key={account.id} value={account.id}>
          {account.name || t('console.own')} · {t(`console.kinds.${account.kind}`)}
        </option>
      ))}
    </select>
  )
}

function StandingNote({ account }: { account: calls.Account }) {
  const { t, language } = useWords()
  const { act, busy, trouble } = useActing()
  const when = dateAndTime(new Date(account.standing_since), language)
  return (
    <section aria-label={t('console.standing')} className="bg-wait-wash rounded-card grid gap-2 p-4">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={['asked', 'warned', 'slowed'].includes(account.standing) ? 'careful' : 'bad'}>{t(`console.standings.${account.standing}`)}</Badge>
        <span>{t('console.since', { time: when })}</span>
        {account.reason && <code className="text-14">{account.reason}</code>}
      </p>
      <p className="text-14">{t(`console.means.${account.standing}`)}</p>
      <TroubleLine text={trouble} />
      {account.appealed_at ? (
        <p className="text-14">{t('console.appealed', { time: dateAndTime(new Date(account.appealed_at), language) })}</p>
      ) : (
        <Button className="justify-self-start" disabled={busy} onClick={() => void act(calls.appeal)}>
          {t('console.appeal')}
        </Button>
      )}
    </section>
  )
}
