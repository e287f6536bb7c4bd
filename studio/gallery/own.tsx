// What of one's own is in the gallery, with the way to take it out.

import { usePublished, useSession } from '../server-state.ts'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { addressOf, follow } from '../shell/places.ts'
import { useWords } from '../words/words.ts'
import { TakeOut } from './publish.tsx'

export function OwnInGallery() {
  const { t, language } = useWords()
  const gallery = useSession()?.gallery
  const published = usePublished().data ?? []
  if (!gallery) return null
  return (
    <Section title={t('gallery.mine')}>
      {published.length === 0 && <p>{t('gallery.empty')}</p>}
      <ul className="grid gap-2">
        {published.map(({ id, small_url: small, deadline }) => (
          <li key={id} className="border-line flex min-w-0 flex-wrap items-center gap-3 border-t pt-2" data-own={id}>
            <img src={small} alt={t('data.openPicture')} className="bg-mat rounded-picture size-12 object-contain" />
            <p className="min-w-0 grow text-14">{t('gallery.until', { date: dateAndTime(new Date(deadline), language) })}</p>
            <TakeOut id={id} />
          </li>
        ))}
      </ul>
      <p>
        <a href={addressOf('/gallery')} className="text-action underline underline-offset-2" onClick={follow('/gallery')}>
          {t('gallery.look')}
        </a>
      </p>
    </Section>
  )
}
