// The hosts that this server may connect to, and those that its processes really did.

import { useQuery } from '@tanstack/react-query'
import { gesso, take } from '../api.ts'
import { useWords } from '../words/words.ts'

const days = 30

export function Hosts() {
  const { t } = useWords()
  const { data } = useQuery({ queryKey: ['hosts'], queryFn: () => take(gesso.GET('/v1/hosts', { params: { query: { days } } })) })
  if (!data) return null
  const opened = data.contacted.reduce((sum, one) => sum + one.opened, 0)
  const refused = data.contacted.reduce((sum, one) => sum + one.refused, 0)
  return (
    <section aria-labelledby="hosts" className="mt-8" data-hosts>
      <h2 id="hosts" className="text-18 font-medium">
        {t('hosts.title')}
      </h2>
      <p className="text-ink-2 mt-1 text-pretty">{data.declared.length === 0 ? t('hosts.none') : t('hosts.intro')}</p>
      {data.declared.length > 0 && (
        <ul className="mt-3 grid gap-2">
          {data.declared.map(({ host, purposes, consent }) => (
            <li key={host} className="border-line rounded-card border p-3">
              <span className="font-medium break-all">{host}</span>
              <span className="text-ink-2 block text-14">
                {purposes.map((purpose) => t(`hosts.purposes.${purpose}`)).join(', ')}; {t(`hosts.consents.${consent}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3">{t('hosts.counted', { days, opened, refused })}</p>
      <p className={data.undeclared > 0 ? 'text-stop font-medium' : 'text-ink-2'}>{t('hosts.undeclared', { count: data.undeclared })}</p>
      <a className="text-action mt-1 inline-block text-14 underline underline-offset-2" href="/v1/hosts">
        {t('trust.machine')}
      </a>
    </section>
  )
}
