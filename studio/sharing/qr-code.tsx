// An address as a square that a phone's camera reads, drawn by the page itself.

import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import { useMemo } from 'react'
import { useWords } from '../words/words.ts'

/** Free cells around it, without which some cameras find nothing. */
const margin = 4

export function QrCode({ address }: { address: string }) {
  const { t } = useWords()
  const code = useMemo(() => generate(address), [address])
  return (
    <figure className="grid justify-items-start gap-1" data-qr={code.size}>
      {/* Black on white in every theme: that is what cameras look for. */}
      <svg role="img" aria-label={t('share.qr')} viewBox={`${-margin} ${-margin} ${code.size + 2 * margin} ${code.size + 2 * margin}`} className="rounded-control size-44 bg-white text-black" shapeRendering="crispEdges">
        <path d={toSvgPath(code)} fill="currentColor" />
      </svg>
      <figcaption className="text-ink-2 text-14">{t('share.qrHint')}</figcaption>
    </figure>
  )
}
