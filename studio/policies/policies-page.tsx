// The published texts: the list of documents, one of them, and the versions there were.

import type { Policies, Policy } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { usePolicies, usePolicy } from '../server-state.ts'
import { Page, Section } from '../shell/page.tsx'
import { addressOf, follow, usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { PolicyBlocks } from './policy-blocks.tsx'
import { Changes } from './changes.tsx'

export function PoliciesPage() {
  const [, , id] = usePlace().split('/')
  return id ? <Document id={id} /> : <Documents />
}

function Documents() {
  const { t, language } = useWords()
  const { data, isError, refetch } = usePolicies()
  return (
    <Page title={t('policies.title')} intro={t('policies.intro')}>
      {isError && <Failed again={() => void refetch()} />}
      {data && (
        <>
          {data.upcoming && <Upcoming version={data.upcoming} />}
          <ul className="grid gap-1 sm:grid-cols-2">
            {data.documents.map(({ id, title }) => (
              <li key={id}>
                <a href={addressOf(`/policies/${id}`)} onClick={follow(`/policies/${id}`)} className="text-action flex min-h-11 items-center underline underline-offset-2">
                  {title[language]}
                </a>
              </li>
            ))}
          </ul>
          <Versions versions={data.versions} />
        </>
      )}
    </Page>
  )
}

function Upcoming({ version }: { version: Policies['version'] }) {
  const { t, language } = useWords()
  return (
    <Section title={t('policies.upcoming', { time: dateAndTime(new Date(version.effective_at), language) })}>
      <Changes changes={version.changes} />
      <p className="text-ink-2 text-14">{t('policies.announced', { time: dateAndTime(new Date(version.announced_at), language) })}</p>
    </Section>
  )
}

function Versions({ versions }: { versions: Policies['versions'] }) {
  const { t, language } = useWords()
  return (
    <Section title={t('policies.versions')}>
      <ol className="grid gap-3">
        {versions.map((version) => (
          <li key={version.id} className="grid gap-1">
            <a href={`/v1/policies/terms/markdown?version=${version.id}&language=${language}`} className="text-action w-fit underline underline-offset-2">
              {t('policies.since', { time: dateAndTime(new Date(version.effective_at), language) })}
            </a>
            <Changes changes={version.changes} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Document({ id }: { id: string }) {
  const { t, language } = useWords()
  const { data, isError, refetch } = usePolicy(id, language)
  return (
    <Page title={data?.title ?? t('policies.title')}>
      {isError && <Failed again={() => void refetch()} />}
      {data && <Text policy={data} />}
      <p className="flex flex-wrap gap-2">
        <a href={addressOf('/policies')} onClick={follow('/policies')} className={buttonClass()}>
          {t('policies.all')}
        </a>
        <a href={`/v1/policies/${id}/markdown?language=${language}`} className={buttonClass({ kind: 'quiet' })}>
          {t('policies.markdown')}
        </a>
      </p>
    </Page>
  )
}

function Text({ policy }: { policy: Policy }) {
  const { t, language } = useWords()
  return (
    <>
      <p className="text-ink-2 text-14">{t('policies.since', { time: dateAndTime(new Date(policy.effective_at), language) })}</p>
      <PolicyBlocks blocks={policy.blocks} />
    </>
  )
}

function Failed({ again }: { again: () => void }) {
  const { t } = useWords()
  return (
    <p className="flex flex-wrap items-center gap-3" role="alert">
      {t('policies.failed')} <Button onClick={again}>{t('history.again')}</Button>
    </p>
  )
}
