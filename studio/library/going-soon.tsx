// Tells, three days and one day before, that pictures go by themselves, and how to keep them.

import { TimerReset } from 'lucide-react'
import { useMemo } from 'react'
import { exportAddress, type BriefImage } from '../api.ts'
import { Button, buttonClass } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { useSession } from '../server-state.ts'
import { useWords } from '../words/words.ts'
import { changeFilter, daysToldBefore, goesSoon, noFilter } from './library-state.ts'

export function GoingSoon({ images }: { images: readonly BriefImage[] }) {
  const { t, language } = useWords()
  const days = useSession()?.retention.image_days
  const soon = useMemo(() => images.filter((image) => goesSoon(image, Date.now())), [images])
  const first = useMemo(() => soon.reduce<string | undefined>((least, { deadline }) => (deadline && (!least || deadline < least) ? deadline : least), undefined), [soon])
  // Where everything goes within days anyway, it is said once, on "Your data", and not of every picture.
  if (!first || typeof days !== 'number' || days <= daysToldBefore) return null
  const inADay = soon.filter((image) => goesSoon(image, Date.now(), 1)).length
  return (
    <div className="bg-wait-wash text-wait rounded-card mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3" data-soon={soon.length} data-in-a-day={inADay}>
      <TimerReset size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <p className="min-w-0 grow basis-64 text-pretty">
        {inADay > 0 ? t('library.goInADay', { count: inADay }) : t('library.goSoon', { count: soon.length })} {t('library.goFirst', { time: dateAndTime(new Date(first), language) })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => changeFilter({ ...noFilter, board: 'soon' })}>{t('library.showThem')}</Button>
        <a className={buttonClass()} href={exportAddress} download>
          {t('library.takeAll')}
        </a>
      </div>
    </div>
  )
}
