// The frame round every page: a rail where there is room; a bar on top and tabs below where there is not.

import { BadgeCheck, BookOpen, CircleUserRound, CodeXml, Ellipsis, FolderLock, Globe, Images, Paintbrush, ScrollText, ShieldCheck, Wrench } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Modal } from '../design/modal.tsx'
import { useSession } from '../server-state.ts'
import { useWords } from '../words/words.ts'
import { LanguageButton, ShortcutsButton, ThemeButton, ThemeChoice } from './controls.tsx'
import { addressOf, follow, usePlace } from './places.ts'

const main = [
  { path: '/', sign: Paintbrush, name: 'app.create' },
  { path: '/pictures', sign: Images, name: 'app.pictures' },
  { path: '/data', sign: FolderLock, name: 'app.data' },
] as const

const more = [
  { path: '/verify', sign: BadgeCheck, name: 'app.verify' },
  { path: '/trust', sign: ShieldCheck, name: 'app.trust' },
  { path: '/developers', sign: CodeXml, name: 'app.developers' },
  { path: '/docs', sign: BookOpen, name: 'app.docs' },
  { path: '/policies', sign: ScrollText, name: 'app.terms' },
] as const

const gallery = { path: '/gallery', sign: Globe, name: 'gallery.nav' } as const

/** A gallery is named only where there is one; an account only where people sign in; the operator's pages only to operators. */
function useMore() {
  const session = useSession()
  const person = { path: session?.kind === 'person' ? '/console' : '/sign-in', sign: CircleUserRound, name: session?.kind === 'person' ? 'app.account' : 'app.signIn' } as const
  const operator = { path: '/operator', sign: Wrench, name: 'app.operator' } as const
  const own = session?.access === 'accounts' ? [person] : []
  // Those that depend on who asks come last: the others stand still when it becomes known.
  return [...more, ...(session?.gallery ? [gallery] : []), ...own, ...(session?.scopes.includes('operate') ? [operator] : [])]
}

export function Rail() {
  const { t } = useWords()
  const further = useMore()
  return (
    <div className="border-line sticky top-0 flex h-dvh w-18 flex-col items-center gap-4 overflow-y-auto border-r py-4 [scrollbar-width:none]">
      <Mark />
      <nav aria-label={t('app.pages')} className="grid gap-1">
        {[...main, ...further].map((page) => (
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
    <header className="bg-ground border-line sticky top-0 z-20 flex h-13 items-center gap-1 border-b px-4">
      <PageLink path="/" className="-ml-1 flex min-h-11 items-center px-1 font-serif text-22 font-medium" plain>
        {t('app.name')}
      </PageLink>
      <span className="grow" />
      {ahead}
      <ThemeButton />
      <LanguageButton />
    </header>
  )
}

/** The places of every day, and the way to the rest. */
export function Tabs() {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const place = usePlace()
  const elsewhere = !main.some(({ path }) => path === place)
  const look = 'grid h-14 grow basis-0 content-center justify-items-center gap-0.5 px-1 text-12'
  return (
    <>
      <nav aria-label={t('app.mainPages')} className="bg-ground border-line fixed inset-x-0 bottom-0 z-20 border-t pb-[env(safe-area-inset-bottom)]">
        <div className="mx-auto flex max-w-[44rem]">
          {main.map((page) => (
            <PageLink key={page.path} path={page.path} className={look}>
              <page.sign size={20} strokeWidth={1.75} aria-hidden="true" />
              {t(page.name)}
            </PageLink>
          ))}
          <button
            type="button"
            aria-haspopup="dialog"
            aria-label={t('app.moreLong')}
            className={`rounded-control ${look} ${elsewhere ? 'bg-action-wash text-action font-medium' : 'text-ink-2'}`}
            onClick={() => setOpen(true)}
          >
            <Ellipsis size={20} strokeWidth={1.75} aria-hidden="true" />
            {t('app.more')}
          </button>
        </div>
      </nav>
      {open && <MoreSheet onClose={() => setOpen(false)} />}
    </>
  )
}

function MoreSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const further = useMore()
  return (
    <Modal kind="sheet" title={t('app.more')} closeLabel={t('app.close')} onClose={onClose}>
      <nav aria-label={t('app.pages')} className="grid">
        {further.map((page) => (
          <PageLink key={page.path} path={page.path} className="flex min-h-12 items-center gap-3 px-3" onFollow={onClose}>
            <page.sign size={20} strokeWidth={1.75} aria-hidden="true" />
            {t(page.name)}
          </PageLink>
        ))}
      </nav>
      <ThemeChoice />
    </Modal>
  )
}

function Mark() {
  const { t } = useWords()
  return (
    <PageLink path="/" className="grid size-11 shrink-0 place-items-center font-serif text-28 font-bold" label={t('app.name')} plain>
      <span aria-hidden="true">G</span>
    </PageLink>
  )
}

interface PageLinkProps {
  path: string
  className: string
  label?: string
  plain?: boolean
  onFollow?: () => void
  children: ReactNode
}

function PageLink({ path, className, label, plain, onFollow, children }: PageLinkProps) {
  const place = usePlace()
  const current = place === path || (path !== '/' && place.startsWith(`${path}/`))
  const look = plain ? 'text-ink' : current ? 'bg-action-wash text-action font-medium' : 'text-ink-2 hover:bg-sunk hover:text-ink'
  return (
    <a
      href={addressOf(path)}
      aria-label={label}
      title={label}
      aria-current={current && !plain ? 'page' : undefined}
      className={`rounded-control ${look} ${className}`}
      onClick={follow(path, onFollow)}
    >
      {children}
    </a>
  )
}
