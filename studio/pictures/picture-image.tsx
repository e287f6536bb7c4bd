// A picture as it comes from the server, or the words for why it does not: its time was over, or the server did not answer.

import { ImageOff } from 'lucide-react'
import { useEffect, useState, type ComponentProps } from 'react'
import { connectionLost, gesso, type Image } from '../api.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'

interface PictureImageProps extends ComponentProps<'img'> {
  image: Pick<Image, 'id'>
  /** Where there is room for a sign only. */
  small?: boolean
}

type Missing = 'gone' | 'away'

export function PictureImage({ image: { id }, small = false, ...img }: PictureImageProps) {
  const { t } = useWords()
  const [missing, setMissing] = useState<Missing>()
  const lost = useStore(connectionLost)
  useEffect(() => {
    if (!lost) setMissing((now) => (now === 'away' ? undefined : now))
  }, [lost])
  if (!missing) return <img {...img} onError={() => void whyMissing(id).then(setMissing)} />
  const words = t(missing === 'gone' ? 'picture.gone' : 'picture.away')
  return (
    <span className="text-ink-2 grid size-full min-h-11 place-content-center justify-items-center gap-2 p-3 text-center text-14" data-missing={missing} title={words}>
      <ImageOff size={small ? 20 : 28} strokeWidth={1.5} aria-hidden="true" />
      <span className={small ? 'sr-only' : 'max-w-[34ch] text-pretty'}>{words}</span>
    </span>
  )
}

async function whyMissing(id: string): Promise<Missing> {
  const answer = await gesso.GET('/v1/images/{id}', { params: { path: { id } } }).catch(() => undefined)
  return answer && [404, 410].includes(answer.response.status) ? 'gone' : 'away'
}
