// The frame round every page: a rail where there is room, a bar on top where there is not.

import { BadgeCheck, FolderLock, Paintbrush, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { LanguageButton, ShortcutsButton, ThemeButton } from './controls.tsx'
import { addressOf, goTo, usePlace } from './places.ts'

const pages = [
  { path: '/', sign: Paintbrush, name: 'app.create' },
  { path: '/data', sign: FolderLock, name: 'data.nav' },
  { path: '/verify', sign: BadgeCheck, name: 'verify.nav' },
  { path: '/trust', sign: ShieldCheck, name: 'app.trust' },
] as const

export function Rail() {
  const { t } = useWords()
  return (
    <div className="border-line sticky top-0 flex h-dvh w-18 flex-col items-center gap-4 border-r py-4">
      <Mark />
      <nav aria-label={t('app.pages')} className="grid gap-1">
        {pages.map((page) => (
          <PageLink key={page.path} path={page.path} className="grid w-16 justify-items-center gap-0.5 py-2 text-center text-12">
            <page.sign size={20} strokeWidth={1.75} aria-hidden="true" />
            {t(page.name)}
          </PageLink>
        ))}
      </nav>
      <div className="mt-auto grid justify-items-center gap-1">
        <ShortcutsButton />
        <ThemeButton />
        <LanguageButton />
      </div>
    </div>
  )
}

export function TopBar({ ahead }: { ahead?: ReactNode }) {
  const { t } = useWords()
  return (
    <header className="bg-ground border-line sticky top-0 z-20 flex h-13 items-center border-b px-4 sm:gap-1">
      <PageLink path="/" className="-ml-1 flex min-h-11 items-center px-1 font-serif text-22 font-medium" plain>
        {t('app.name')}
      </PageLink>
      <span className="grow" />
      {ahead}
      <ThemeButton />
      <LanguageButton />
      {pages.slice(1).map((page) => (
        <PageLink key={page.path} path={page.path} className="grid min-h-8 min-w-8 place-items-center coarse:min-h-11 coarse:min-w-11" label={t(page.name)}>
          <page.sign size={20} strokeWidth={1.75} aria-hidden="true" />
        </PageLink>
      ))}
    </header>
  )
}

function Mark() {
  const { t } = useWords()
  return (
    <PageLink path="/" className="grid size-11 place-items-center font-serif text-28 font-bold" label={t('app.name')} plain>
      <span aria-hidden="true">G</span>
    </PageLink>
  )
}

interface PageLinkProps {
  path: string
  className: string
  label?: string
  plain?: boolean
  children: ReactNode
}

/** A real link, so that it opens in a new tab too; here it changes the page without loading it. */
function PageLink({ path, className, label, plain, children }: PageLinkProps) {
  const current = usePlace() === path
  const look = plain ? 'text-ink' : current ? 'bg-action-wash text-action font-medium' : 'text-ink-2 hover:bg-sunk hover:text-ink'
  return (
    <a
      href={addressOf(path)}
      aria-label={label}
      title={label}
      aria-current={current && !plain ? 'page' : undefined}
      className={`rounded-control ${look} ${className}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        goTo(path)
      }}
    >
      {children}
    </a>
  )
}
