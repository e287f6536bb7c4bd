// A page of text beside the studio: one narrow column with the way back on top.

import { ArrowLeft } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { buttonClass } from '../design/button.tsx'
import { useWords } from '../words/words.ts'
import { addressOf, follow } from './places.ts'

export function Page({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[44rem] min-w-0 px-4 py-6 outline-none sm:py-12">
      <a
        href={addressOf('/')}
        className={buttonClass({ kind: 'quiet' }, '-ml-2.5')}
        onClick={follow('/')}
      >
        <ArrowLeft size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('trust.back')}
      </a>
      <h1 className="mt-4 font-serif text-28 font-medium text-balance">{title}</h1>
      {intro && <p className="text-ink-2 mt-2 text-pretty">{intro}</p>}
      <div className="mt-6 grid min-w-0 gap-6">{children}</div>
    </main>
  )
}

/** A card with a heading of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="bg-paper border-line rounded-card grid min-w-0 gap-3 border p-4">
      <h2 id={id} className="font-serif text-22 font-medium">
        {title}
      </h2>
      {children}
    </section>
  )
}
