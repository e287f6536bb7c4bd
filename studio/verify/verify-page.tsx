// Anybody can check a picture here: drop, choose or paste it, and read what its marks say.

import { ImageUp } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react'
import { Trouble, verifyPicture, type LabelReport } from '../api.ts'
import { Button } from '../design/button.tsx'
import { sayBytes } from '../pictures/file-names.ts'
import { Page } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { Filings } from '../trust/filings.tsx'
import { useWords } from '../words/words.ts'
import { Alone, checkAlone } from './alone.tsx'
import { levelOf } from './levels.ts'
import { Report } from './report.tsx'
import type { SignatureFinding } from './signature.ts'

const mostBytes = 32 * 1024 * 1024
const accepted = ['image/png', 'image/jpeg', 'image/webp']

type Check = { file: File; alone?: SignatureFinding; report?: LabelReport; trouble?: string }

export function VerifyPage() {
  const { t, language } = useWords()
  const [onlyHere, setOnlyHere] = useState(false)
  const { check, start } = useCheck(onlyHere)
  // The server's sentences come in the language of the page.
  const asked = useRef(language)
  useEffect(() => {
    if (asked.current === language) return
    asked.current = language
    if (check?.file) void start(check.file)
  }, [language, check, start])
  useEffect(() => {
    const pasted = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0]
      if (file) void start(file)
    }
    addEventListener('paste', pasted)
    return () => removeEventListener('paste', pasted)
  }, [start])
  useEffect(() => void checkAlone(), [])
  const waits = check && !check.trouble && !(onlyHere ? check.alone : check.report)
  return (
    <Page title={t('verify.title')} intro={t('verify.intro')}>
      <DropZone onFile={(file) => void start(file)} busy={Boolean(waits)} kept={onlyHere ? t('verify.stays') : t('verify.kept')} />
      <label className="flex min-h-8 items-center gap-3 coarse:min-h-11">
        <input type="checkbox" role="switch" className="accent-action size-5 shrink-0" checked={onlyHere} onChange={(event) => setOnlyHere(event.target.checked)} />
        {t('verify.onlyHere')}
      </label>
      {check?.alone && <Alone found={check.alone} />}
      {check?.trouble && (
        <p role="alert" className="bg-stop-wash text-stop rounded-card p-4">
          {check.trouble}
        </p>
      )}
      {check?.report && <Report report={check.report} file={check.file} />}
      <Filings />
    </Page>
  )
}

function useCheck(onlyHere: boolean) {
  const { t, language } = useWords()
  const [check, setCheck] = useState<Check>()
  const newest = useRef<File>(undefined)
  const start = useCallback(
    async (file: File) => {
      newest.current = file
      // Two checks end here, each when it is ready.
      const end = (result: Omit<Check, 'file'>) => newest.current === file && setCheck((before) => ({ ...(before?.file === file ? before : {}), file, ...result }))
      if (file.size > mostBytes) return end({ trouble: t('verify.tooLarge', { size: sayBytes(file.size, language) }) })
      if (!accepted.includes(file.type)) return end({ trouble: t('verify.notPicture') })
      setCheck({ file })
      speak(t('verify.checking'))
      const alone = checkAlone(file).then((found) => {
        end({ alone: found })
        return found
      })
      if (onlyHere) return speak(t(`verify.signature.${(await alone).finding}`))
      try {
        const report = await verifyPicture(file)
        end({ report })
        speak(t(`verify.levels.${levelOf(report)}`))
      } catch (error) {
        const away = error instanceof Trouble && error.code === 'unreachable'
        end({ trouble: away ? t('verify.away') : (error instanceof Trouble && error.message) || t('verify.failed') })
      }
    },
    [t, language, onlyHere],
  )
  return { check, start }
}

function DropZone({ onFile, busy, kept }: { onFile: (file: File) => void; busy: boolean; kept: string }) {
  const { t } = useWords()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drag = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    setOver(now)
  }
  return (
    <div
      className={`rounded-card grid min-h-80 place-content-center justify-items-center gap-3 border-2 border-dashed p-4 text-center ${over ? 'border-action bg-action-wash' : 'border-line-2 bg-paper'}`}
      aria-busy={busy}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false)
        const file = event.dataTransfer.files[0]
        if (file) onFile(file)
      }}
    >
      <ImageUp size={40} strokeWidth={1.25} aria-hidden="true" className="text-ink-3" />
      <p className="font-serif text-18">{busy ? t('verify.checking') : over ? t('verify.dropNow') : t('verify.drop')}</p>
      <Button kind="action" size="large" disabled={busy} onClick={() => input.current?.click()}>
        {t('verify.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accepted.join(',')}
        aria-label={t('verify.choose')}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <p className="text-ink-2 text-14">
        {kept} {t('verify.limits')}
      </p>
    </div>
  )
}
