// Where this service is offered, where the reader was found to be, and the dates of the lists behind it.

import { useQuery } from '@tanstack/react-query'
import { TroubleLine } from '../console/parts.tsx'
import { Page, Section } from '../shell/page.tsx'
import { useWords, type Language } from '../words/words.ts'
import { readRegions } from './gate-calls.ts'

const nameOf = (code: string, language: Language): string => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code

export function RegionsPage() {
  const { t, language } = useWords()
  const { data: regions, isError } = useQuery({ queryKey: ['regions'], queryFn: readRegions, staleTime: 0 })
  if (!regions) return <Page title={t('gates.regions.title')}>{isError && <TroubleLine text={t('gates.failed')} />}</Page>
  const { asked, yours, verdict, served, refused, list_date: date, networks, denied_parties: parties } = regions
  const list = (codes: readonly string[]): string => codes.map((code) => `${nameOf(code, language)} (${code})`).join(language === 'zh' ? '、' : ', ')
  return (
    <Page title={t('gates.regions.title')} intro={asked ? undefined : t('gates.regions.none')}>
      {asked && (
        <p className={verdict === 'served' ? '' : 'bg-wait-wash text-wait rounded-control px-3 py-2'} data-region={verdict}>
          {yours ? t('gates.regions.yours', { region: nameOf(yours, language) }) : t('gates.regions.notFound')} {t(`gates.regions.verdicts.${verdict}`)}
        </p>
      )}
      {served.length > 0 && <Section title={t('gates.regions.served')}>{list(served)}</Section>}
      {refused.length > 0 && <Section title={t('gates.regions.refused')}>{list(refused)}</Section>}
      <div className="text-ink-2 grid gap-1 text-14">
        {asked && served.length === 0 && <p>{t('gates.regions.everywhere')}</p>}
        {date && <p>{t('gates.regions.date', { date })}</p>}
        {networks && <p>{t('gates.regions.networks', { date: networks.date, count: networks.count })}</p>}
        {parties && <p>{t('gates.regions.parties', { date: parties.date, count: parties.entries })}</p>}
        <p>{t('gates.regions.still')}</p>
      </div>
    </Page>
  )
}
