// The parts for developers, side by side; keys and usage only where there are accounts.

import { useEffect, useRef } from 'react'
import { useSession } from '../server-state.ts'
import { PartLink } from '../shell/part-link.tsx'
import { usePlace } from '../shell/places.ts'
import { useWords } from '../words/words.ts'

const parts = [
  ['/developers', 'dev.names.playground'],
  ['/developers/compare', 'dev.names.compare'],
  ['/developers/models', 'dev.names.models'],
] as const
/** They outlive a session. */
const standing = [
  ['/developers/batches', 'dev.names.batches'],
  ['/developers/webhooks', 'dev.names.webhooks'],
  ['/developers/requests', 'dev.names.calls'],
] as const
const docs = [['/docs', 'dev.names.docs']] as const
const ofAccounts = [
  ['/console/keys', 'dev.names.keys'],
  ['/console/usage', 'dev.names.usage'],
] as const

export function DeveloperNav() {
  const { t } = useWords()
  const place = usePlace()
  const bar = useRef<HTMLElement>(null)
  // Where there is no room for all, the one that is open is in sight.
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - bar.current.clientWidth / 2
  }, [place])
  const kind = useSession()?.kind
  const shown = [...parts, ...(kind === 'person' || kind === 'owner' ? standing : []), ...docs, ...(kind === 'person' ? ofAccounts : [])]
  return (
    <nav ref={bar} aria-label={t('dev.parts')} className="border-line relative -mx-4 flex min-w-0 gap-1 overflow-x-auto border-b px-4 pb-2 [scrollbar-width:thin]">
      {shown.map(([path, name]) => (
        <PartLink key={path} path={path} current={place === path || (path !== '/developers' && place.startsWith(`${path}/`))}>
          {t(name)}
        </PartLink>
      ))}
    </nav>
  )
}
