// Camera, microphone and screen under "Your data": what is allowed, taking it back, and the record of all of it.

import { useQuery } from '@tanstack/react-query'
import { Button } from '../design/button.tsx'
import { Line } from '../console/parts.tsx'
import { readConsents, takeBack, type Consents, type Device } from '../gates/gate-calls.ts'
import { dateAndTime } from '../pictures/dates.ts'
import { Section } from '../shell/page.tsx'
import { speak } from '../shell/speaking.ts'
import { useWords } from '../words/words.ts'

export function Devices() {
  const { t, language } = useWords()
  const { data } = useQuery({ queryKey: ['consents'], queryFn: readConsents, staleTime: 0 })
  if (!data || (data.devices.length === 0 && data.records.length === 0)) return null

  async function end(device: Device): Promise<void> {
    await takeBack(device).catch(() => undefined)
    speak(t('gates.devices.taken'))
  }

  return (
    <Section title={t(data.devices.length > 0 ? 'gates.devices.title' : 'gates.devices.records')}>
      {data.devices.length > 0 && <p className="text-ink-2 text-14">{t('gates.devices.intro')}</p>}
      <ul data-devices className="empty:hidden">
        {data.devices.map(({ device, allowed, since }) => (
          <Line
            key={device}
            actions={
              allowed && (
                <Button onClick={() => void end(device)} aria-label={t('gates.devices.takeBackOf', { device: t(`gates.devices.names.${device}`) })}>
                  {t('gates.devices.takeBack')}
                </Button>
              )
            }
          >
            <span className="font-medium">{t(`gates.devices.names.${device}`)}</span>{' '}
            <span className="text-ink-2 text-14">{allowed ? t('gates.devices.on', { time: dateAndTime(new Date(since ?? ''), language) }) : t('gates.devices.off')}</span>
          </Line>
        ))}
      </ul>
      {data.records.length > 0 && <Records records={data.records} />}
    </Section>
  )
}

function Records({ records }: { records: Consents['records'] }) {
  const { t, language } = useWords()
  return (
    <details>
      <summary className="min-h-8 cursor-pointer content-center text-14 coarse:min-h-11">{t('gates.devices.records')}</summary>
      <ul className="text-14">
        {records.map((record, place) => (
          <li key={`${record.at}${place}`} className="border-line border-t py-2 break-words first:border-t-0">
            {dateAndTime(new Date(record.at), language)}: {t(`gates.devices.matters.${record.matter}`)}, {t(record.allowed ? 'gates.devices.yes' : 'gates.devices.no')} (
            {t(`gates.devices.hows.${record.how}`)}, {t('gates.devices.text', { digest: record.digest.slice(0, 12) })})
          </li>
        ))}
      </ul>
    </details>
  )
}
