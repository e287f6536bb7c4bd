// Figures about use for who operates: day by day, each standing for many visitors.

import { useQuery } from '@tanstack/react-query'
import { gesso, take } from '../api.ts'
import { useWords } from '../words/words.ts'

export function Figures() {
  const { t } = useWords()
  const { data, isError } = useQuery({ queryKey: ['operator', 'statistics'], queryFn: () => take(gesso.GET('/v1/statistics', { params: { query: { days: 30 } } })) })
  if (!data) return isError ? <p role="alert">{t('share.failed')}</p> : null
  if (!data.counted) return <p>{t('operator.figures.off')}</p>
  const rows = data.data.toReversed()
  return (
    <>
      <p className="text-ink-2 text-pretty">{t('operator.figures.intro', { threshold: data.threshold })}</p>
      {rows.length === 0 && <p>{t('operator.figures.none')}</p>}
      {rows.length > 0 && (
        <div className="overflow-x-auto" tabIndex={0}>
          <table className="w-full text-left text-14" data-figures>
            <thead>
              <tr>
                {(['day', 'figure', 'fact', 'amount', 'visitors'] as const).map((head) => (
                  <th key={head} className="border-line border-b px-2 py-1.5 font-medium">
                    {t(`operator.figures.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ day, figure, fact, value, amount, visitors }) => (
                <tr key={`${day} ${figure} ${fact} ${value}`}>
                  <td className="px-2 py-1">{day}</td>
                  <td className="px-2 py-1">{t(`operator.figures.kinds.${figure}`)}</td>
                  <td className="px-2 py-1">{fact === 'all' ? t('operator.figures.all') : value}</td>
                  <td className="px-2 py-1 tabular-nums">{amount}</td>
                  <td className="px-2 py-1 tabular-nums">{visitors}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
