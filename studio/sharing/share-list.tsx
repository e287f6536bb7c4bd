// Links that still work, each with its end and the way to take it back.

import { Link2Off } from 'lucide-react'
import { useState } from 'react'
import { revokeShare, smallAddressOf, type Share } from '../api.ts'
import { Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { readAgain } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function ShareList({ shares, withPictures = false }: { shares: Share[]; withPictures?: boolean }) {
  return (
    <ul className="grid gap-2">
      {shares.map((share) => (
        <Line key={share.id} share={share} withPicture={withPictures} />
      ))}
    </ul>
  )
}

function Line({ share, withPicture }: { share: Share; withPicture: boolean }) {
  const { t, language } = useWords()
  const [busy, setBusy] = useState(false)
  const until = dateAndTime(new Date(share.expires_at), language)
  async function revoke(): Promise<void> {
    setBusy(true)
    try {
      await revokeShare(share.id)
      speak(t('share.revoked'))
    } catch {
      speak(t('share.failed'))
    }
    await readAgain()
    setBusy(false)
  }
  return (
    <li className="border-line flex min-w-0 flex-wrap items-center gap-3 border-t pt-2" data-share={share.id}>
      {withPicture && <img src={smallAddressOf(share.image)} alt={t('data.openPicture')} className="bg-mat rounded-picture size-12 object-contain" />}
      <p className="grid min-w-0 grow text-14">
        <span>{t('share.until', { date: until })}</span>
        <span className="text-ink-3">{t('share.madeOn', { date: dateAndTime(new Date(share.created_at), language) })}</span>
      </p>
      <Button kind="stop" disabled={busy} aria-label={t('share.revokeLong', { date: until })} onClick={() => void revoke()}>
        <Link2Off size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('share.revoke')}
      </Button>
    </li>
  )
}
