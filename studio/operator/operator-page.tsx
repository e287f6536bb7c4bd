// For operators: the server at a glance, accounts and decisions about them, verifications, what is told to everybody, and the outbox.

import { useQuery } from '@tanstack/react-query'
import { dateAndTime } from '../pictures/dates.ts'
import { useSession } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { PartLink } from '../shell/part-link.tsx'
import { usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { Badge, Line } from '../console/parts.tsx'
import { Accounts } from './accounts.tsx'
import { Figures } from './figures.tsx'
import { Engines } from './engines.tsx'
import * as calls from './operator-calls.ts'
import { IncidentDesk } from './incident-desk.tsx'
import { Overview } from './overview.tsx'
import { Reviews } from './reviews.tsx'
import { Told } from './told.tsx'

/** Accounts and what goes out to people are there only where people sign in. */
const parts = [
  { name: 'overview', path: '/operator', Part: Overview },
  { name: 'incidents', path: '/operator/incidents', Part: IncidentDesk },
  { name: 'accounts', path: '/operator/accounts', Part: Accounts, people: true },
  { name: 'verifications', path: '/operator/verifications', Part: Reviews, people: true },
  { name: 'engines', path: '/operator/engines', Part: Engines },
  { name: 'notices', path: '/operator/notices', Part: Told },
  { name: 'figures', path: '/operator/figures', Part: Figures },
  { name: 'messages', path: '/operator/messages', Part: Messages, people: true },
] as const

export function OperatorPage() {
  const { t } = useWords()
  const session = useSession()
  const place = usePlace()
  const may = session?.scopes.includes('operate')
  const shown = parts.filter((part) => !('people' in part) || session?.access === 'accounts')
  const { Part } = shown.find(({ path }) => path === place) ?? parts[0]
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[60rem] min-w-0 content-start gap-6 px-4 py-6 outline-none sm:py-10">
      <h1 className="font-serif text-28 font-medium">{t('operator.title')}</h1>
      {session && !may && <p>{t('operator.notYours')}</p>}
      {may && (
        <>
          <nav aria-label={t('console.parts')} className="border-line flex gap-1 overflow-x-auto border-b pb-2">
            {shown.map(({ name, path }) => (
              <PartLink key={name} path={path} current={place === path}>
                {t(`operator.names.${name}`)}
              </PartLink>
            ))}
          </nav>
          <Part />
        </>
      )}
    </main>
  )
}

const tones = { waiting: 'careful', sent: 'good', failed: 'bad' } as const

/** Words and addresses only where a development adapter sends nothing, and only on this machine. */
function Messages() {
  const { t, language } = useWords()
  const { data } = useQuery({ queryKey: ['operator', 'messages'], queryFn: calls.readMessages, staleTime: 0, refetchInterval: 5000 })
  return (
    <Section title={t('operator.names.messages')}>
      <p className="text-ink-2">{t('operator.waiting', { count: data?.waiting ?? 0 })}</p>
      <ul>
        {data?.data.map((message) => (
          <Line key={message.id}>
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={tones[message.state]}>{t(`operator.messageStates.${message.state}`)}</Badge>
              <span className="font-medium">{message.template}</span>
              <span className="text-ink-2 text-14">
                {message.channel} · {dateAndTime(new Date(message.created_at), language)} {message.code && <code>{message.code}</code>}
              </span>
            </p>
            {message.letter && (
              <div className="bg-sunk rounded-control mt-2 grid gap-1 p-3 text-14" data-letter={message.template}>
                <p>{message.letter.address}</p>
                <p className="font-medium">{message.letter.subject}</p>
                <p className="break-words whitespace-pre-wrap">{message.letter.text}</p>
              </div>
            )}
          </Line>
        ))}
      </ul>
      {data?.data.length === 0 && <p>{t('operator.noMessages')}</p>}
    </Section>
  )
}
