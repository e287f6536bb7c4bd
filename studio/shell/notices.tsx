// What the page says aloud and across its top: the polite live region and the banner of a lost connection.

import { WifiOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { connectionLost, gesso } from '../api.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { speak, spoken } from './speaking.ts'

export function LiveRegion() {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {useStore(spoken)}
    </p>
  )
}

const askEvery = 3000

export function ConnectionBanner() {
  const { t } = useWords()
  const lost = useStore(connectionLost)
  const before = useRef(lost)
  useEffect(() => {
    if (before.current === lost) return
    before.current = lost
    speak(lost ? t('connection.lost') : t('connection.back'))
  }, [lost, t])
  useEffect(() => {
    if (!lost) return
    // Any answer ends it; where nothing else is asked, this is.
    const ask = () => void gesso.GET('/healthz').catch(() => undefined)
    const timer = setInterval(ask, askEvery)
    addEventListener('online', ask)
    return () => {
      clearInterval(timer)
      removeEventListener('online', ask)
    }
  }, [lost])
  if (!lost) return null
  return (
    <div className="bg-wait-wash text-wait appear fixed inset-x-0 top-0 z-50 flex items-center justify-center gap-2 px-4 py-2 text-14" data-banner="lost">
      <WifiOff size={18} strokeWidth={1.75} aria-hidden="true" />
      {t('connection.lost')}
    </div>
  )
}
