// A receipt in plain words: what became of each place, and the signed file to keep.

import { FileCheck } from 'lucide-react'
import type { Receipt } from '../api.ts'
import { Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { saveJson } from '../shell/saving.ts'
import { useWords, type Say } from '../words/words.ts'
import { data } from '../words/en-data.ts'

type Line = Receipt['stores'][number]

export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { t, language } = useWords()
  const when = (time: string) => dateAndTime(new Date(time), language)
  return (
    <section aria-label={t('data.receipt')} data-receipt={receipt.id} className="border-line bg-ground rounded-control grid min-w-0 gap-3 border p-4">
      <h3 className="flex items-center gap-2 text-18 font-medium">
        <FileCheck size={20} strokeWidth={1.75} aria-hidden="true" className="text-done shrink-0" />
        {t('data.receipt')}
      </h3>
      <p className="text-ink-2 text-14">{t('data.receiptIntro')}</p>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
        <dt className="text-ink-2">{t('data.receiptNumber')}</dt>
        <dd className="break-all">
          <code>{receipt.id}</code>
        </dd>
        <dt className="text-ink-2">{t('data.receiptDone')}</dt>
        <dd>{when(receipt.done_at)}</dd>
        <dt className="text-ink-2">{t('data.receiptFinal')}</dt>
        <dd>{when(receipt.irreversible_at)}</dd>
      </dl>
      <table className="w-full text-left text-14">
        <thead>
          <tr>
            <th className="text-ink-2 py-1 pr-4 font-medium">{t('data.place')}</th>
            <th className="text-ink-2 py-1 font-medium">{t('data.became')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.stores.map((line) => (
            <tr key={`${line.store}${line.state}`} className="border-line border-t align-top" data-store={line.store} data-state={line.state}>
              <th scope="row" className="py-1.5 pr-4 font-normal">
                {t(`data.stores.${line.store}`)}
              </th>
              <td className="py-1.5">{sayLine(t, line, when)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="text-14">
        {receipt.kept_by_law.map(({ what, reason, until }) => (
          <li key={what}>{t('data.receiptLaw', { what, reason, date: until })}</li>
        ))}
        {receipt.kept_by_law.length === 0 && <li>{t('data.receiptNoLaw')}</li>}
      </ul>
      <Button className="justify-self-start" onClick={() => saveJson(`gesso-receipt-${receipt.id}.json`, receipt)}>
        {t('data.receiptSave')}
      </Button>
    </section>
  )
}

function sayLine(say: Say, { state, count, why, until }: Line, when: (time: string) => string): string {
  const reason = why === undefined ? undefined : why in data.whys ? say(`data.whys.${why as keyof typeof data.whys}`) : why
  const number = count === undefined || count === 0 ? '' : ` (${count})`
  const facts = [reason ?? say(`data.states.${state}`) + number, until && say('data.gone', { date: when(until) })]
  return facts.filter(Boolean).join('; ')
}
