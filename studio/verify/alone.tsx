// What the browser itself finds out about a picture's signature, with no server: it stands above the server's answer.

import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { useWords } from '../words/words.ts'
import type { SignatureFinding } from './signature.ts'

/** Fetched as soon as pictures can be given, so that it is there when the server no longer is. */
export async function checkAlone(file?: Blob): Promise<SignatureFinding> {
  try {
    const { checkSignature } = await import('./signature.ts')
    return file ? await checkSignature(file) : { finding: 'none' }
  } catch {
    return { finding: 'unable' }
  }
}

const looks = {
  valid: { Sign: CircleCheck, colour: 'text-done' },
  changed: { Sign: TriangleAlert, colour: 'text-wait' },
  none: { Sign: CircleHelp, colour: 'text-ink-2' },
  unable: { Sign: CircleHelp, colour: 'text-ink-2' },
} as const

export function Alone({ found }: { found: SignatureFinding }) {
  const { t } = useWords()
  const { finding } = found
  const { Sign, colour } = looks[finding]
  return (
    <section aria-label={t('verify.alone')} data-alone={finding} className="bg-paper border-line rounded-card grid min-w-0 gap-1 border p-4">
      <p className="text-ink-2 text-14">{t('verify.alone')}</p>
      <h2 className={`flex items-center gap-2 text-18 font-medium ${colour}`}>
        <Sign size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        {t(`verify.signature.${finding}`)}
      </h2>
      <p className="text-pretty break-words">{t(`verify.signatureMeans.${finding}`, { signer: found.finding === 'valid' ? found.signer : '' })}</p>
    </section>
  )
}
