// Gives one picture away by a link with an end, and takes such links back.

import { Copy } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { shareImage, Trouble, type NewShare } from '../api.ts'
import { Button } from '../design/button.tsx'
import { fieldClass, Label, NumberField } from '../design/field.tsx'
import { Modal } from '../design/modal.tsx'
import { readAgain, useSession, useShares } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { openShare } from './open-share.ts'
import { ShareList } from './share-list.tsx'

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }))

export function ShareDialog() {
  const { t } = useWords()
  const image = useStore(openShare)
  const most = useSession()?.sharing?.most_days
  if (image === undefined || most === undefined) return null
  return (
    <Modal title={t('share.title')} closeLabel={t('app.close')} onClose={() => openShare.set(undefined)}>
      <p className="text-ink-2">{t('share.intro')}</p>
      <NewLink key={image} image={image} most={most} />
      <Existing image={image} />
    </Modal>
  )
}

function NewLink({ image, most }: { image: string; most: number }) {
  const { t } = useWords()
  const [days, setDays] = useState(String(Math.min(7, most)))
  const [made, setMade] = useState<NewShare>()
  const [trouble, setTrouble] = useState<string>()
  const [busy, setBusy] = useState(false)
  const count = Number(days)
  const wrong = Number.isInteger(count) && count >= 1 && count <= most ? undefined : t('share.daysWrong', { most })
  async function make(): Promise<void> {
    if (wrong) return
    setBusy(true)
    setTrouble(undefined)
    try {
      setMade(await shareImage(image, count))
      speak(t('share.made'))
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('share.failed'))
    }
    setBusy(false)
    await readAgain()
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <NumberField label={t('share.days')} hint={t('share.daysHint', { most })} wrong={wrong} value={days} onText={setDays} inputMode="numeric" />
      <Button kind="action" size="large" type="submit" disabled={busy} why={wrong}>
        {t('share.make')}
      </Button>
      {trouble && (
        <p role="alert" className="text-stop">
          {trouble}
        </p>
      )}
      {made && <Address address={made.url} id={made.id} />}
    </form>
  )
}

function Address({ address, id }: { address: string; id: string }) {
  const { t } = useWords()
  const { data: shares } = useShares()
  const [seen, setSeen] = useState(false)
  const listed = shares?.some((share) => share.id === id) ?? false
  useEffect(() => {
    if (listed) setSeen(true)
  }, [listed])
  // Taken back again: an address that opens nothing is not worth a copy.
  if (seen && !listed) return null
  return (
    <div className="grid min-w-0 gap-1">
      <Label htmlFor="share-address">{t('share.address')}</Label>
      <div className="flex gap-2">
        <input id="share-address" className={`${fieldClass} text-14`} readOnly value={address} onFocus={(event) => event.target.select()} />
        {navigator.clipboard && (
          <Button onClick={() => void navigator.clipboard.writeText(address).then(() => speak(t('share.copied')))}>
            <Copy size={18} strokeWidth={1.75} aria-hidden="true" />
            {t('share.copy')}
          </Button>
        )}
      </div>
      <p className="text-ink-2 text-14">{t('share.once')}</p>
      <Suspense>
        <QrCode address={address} />
      </Suspense>
    </div>
  )
}

function Existing({ image }: { image: string }) {
  const { t } = useWords()
  const { data } = useShares()
  const shares = data?.filter((share) => share.image === image) ?? []
  return (
    <section aria-labelledby="share-existing" className="grid gap-2">
      <h3 id="share-existing" className="font-medium">
        {t('share.existing')}
      </h3>
      {shares.length === 0 ? <p className="text-ink-2 text-14">{t('share.none')}</p> : <ShareList shares={shares} />}
    </section>
  )
}
