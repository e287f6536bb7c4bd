// For whoever builds on this server: the playground, its models, models beside each other, batches, webhooks and the request log.

import type { ReactNode } from 'react'
import { usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { Batches } from './batches.tsx'
import { Calls } from './calls.tsx'
import { Compare } from './compare.tsx'
import { DeveloperNav } from './developer-nav.tsx'
import { Models } from './models.tsx'
import { Playground } from './playground.tsx'
import { Webhooks } from './webhooks.tsx'

export function DevelopersPage() {
  const { t } = useWords()
  const [, , part = '', id] = usePlace().split('/')
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[76rem] min-w-0 content-start gap-6 px-4 py-6 outline-none sm:py-10">
      <h1 className="font-serif text-28 font-medium">{t('dev.title')}</h1>
      <DeveloperNav />
      {partOf(part, id)}
    </main>
  )
}

function partOf(part: string, id: string | undefined): ReactNode {
  if (part === 'models') return <Models id={id} />
  if (part === 'batches') return <Batches />
  if (part === 'requests') return <Calls />
  if (part === 'webhooks') return <Webhooks />
  return part === 'compare' ? <Compare /> : <Playground />
}
