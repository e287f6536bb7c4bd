// Bringing in a copy that another server gave.

import { PackageOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { bringCopy, Trouble, type Brought } from '../api.ts'
import { Button } from '../design/button.tsx'
import { readAgain, useSession } from '../server-state.ts'
import { Section } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'

export function BringIn() {
  const { t } = useWords()
  const limits = useSession()?.imports
  const field = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [brought, setBrought] = useState<Brought>()
  const [trouble, setTrouble] = useState<string>()
  if (!limits) return null
  async function bring(file: File | undefined): Promise<void> {
    if (!file) return
    setBusy(true)
    setTrouble(undefined)
    setBrought(undefined)
    try {
      setBrought(await bringCopy(file))
    } catch (error) {
      setTrouble((error instanceof Trouble && error.message) || t('gallery.failed'))
    }
    setBusy(false)
    await readAgain()
  }
  return (
    <Section title={t('bring.title')}>
      <p className="text-ink-2">{t('bring.intro', { pictures: limits.pictures })}</p>
      <input
        ref={field}
        type="file"
        accept=".zip,application/zip"
        className="sr-only"
        tabIndex={-1}
        aria-hidden="true"
        data-act="import"
        onChange={(event) => {
          void bring(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Button size="large" disabled={busy} onClick={() => field.current?.click()}>
        <PackageOpen size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('bring.choose')}
      </Button>
      <p role="status" className="empty:hidden">
        {busy ? t('bring.working') : brought && t('bring.done', { count: brought.pictures })}
      </p>
      {trouble && (
        <p role="alert" className="text-stop">
          {trouble}
        </p>
      )}
      {brought && brought.left_out.length > 0 && (
        <>
          <p>{t('bring.leftOut', { count: brought.left_out.length })}</p>
          <ul className="text-14 grid gap-1">
            {brought.left_out.map(({ file, why }) => (
              <li key={file + why} className="break-words">
                <code>{file}</code>: {t(`bring.whys.${why}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
