// Publishing as an act of its own: apart from sharing, asked once more, and taken back in one step.

import { Globe, GlobeLock } from 'lucide-react'
import { useState } from 'react'
import { publishImage, Trouble, unpublish } from '../api.ts'
import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { readAgain, usePublished, useSession } from '../server-state.ts'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function PublishButton({ image, className = '' }: { image: string; className?: string }) {
  const { t } = useWords()
  const days = useSession()?.gallery?.days
  const published = usePublished().data?.find((one) => one.image === image)
  const [asked, setAsked] = useState(false)
  if (days === undefined) return null
  if (published) return <TakeOut id={published.id} className={className} />
  return (
    <>
      <Button className={className} data-act="publish" onClick={() => setAsked(true)}>
        <Globe size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('gallery.publish')}
      </Button>
      {asked && <Ask image={image} days={days} onClose={() => setAsked(false)} />}
    </>
  )
}

function Ask({ image, days, onClose }: { image: string; days: number; onClose: () => void }) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string>()
  async function publish(): Promise<void> {
    setBusy(true)
    try {
      await publishImage(image)
      speak(t('gallery.published'))
      onClose()
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('gallery.failed'))
    }
    setBusy(false)
    await readAgain()
  }
  return (
    <Modal title={t('gallery.publishTitle')} closeLabel={t('app.close')} onClose={onClose}>
      <p>{t('gallery.publishText', { days })}</p>
      {trouble && (
        <p role="alert" className="text-stop">
          {trouble}
        </p>
      )}
      <Button kind="action" size="large" disabled={busy} onClick={() => void publish()}>
        {t('gallery.publishNow')}
      </Button>
    </Modal>
  )
}

export function TakeOut({ id, className = '' }: { id: string; className?: string }) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  async function takeOut(): Promise<void> {
    setBusy(true)
    await unpublish(id)
      .then(() => speak(t('gallery.takenOut')))
      .catch(() => speak(t('gallery.failed')))
    await readAgain()
    setBusy(false)
  }
  return (
    <Button kind="stop" className={className} data-act="unpublish" disabled={busy} onClick={() => void takeOut()}>
      <GlobeLock size={18} strokeWidth={1.75} aria-hidden="true" />
      {t('gallery.takeOut')}
    </Button>
  )
}
