// The result of a check: one of the levels on top, then what each layer of marks says, with its facts.

import { BadgeCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { LabelReport } from '../api.ts'
import { Button } from '../design/button.tsx'
import { dateAndTime } from '../pictures/dates.ts'
import { sayBytes } from '../pictures/file-names.ts'
import { addressOf, goTo } from '../shell/places.ts'
import { saveJson } from '../shell/saving.ts'
import { verify } from '../words/en-data.ts'
import { useWords, type Language, type Say } from '../words/words.ts'
import { levelOf } from './levels.ts'

const looks = {
  here: { Sign: BadgeCheck, colour: 'bg-done-wash text-done' },
  changed: { Sign: TriangleAlert, colour: 'bg-wait-wash text-wait' },
  marked: { Sign: TriangleAlert, colour: 'bg-wait-wash text-wait' },
  none: { Sign: CircleHelp, colour: 'bg-sunk text-ink' },
} as const

export function Report({ report, file }: { report: LabelReport; file: File }) {
  const { t, language } = useWords()
  const level = levelOf(report)
  const { Sign, colour } = looks[level]
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which is no way to clean up.
    void card.current?.scrollIntoView({ block: 'nearest' })
  }, [report])
  return (
    <section ref={card} aria-label={t('verify.result')} data-level={level} className="bg-paper border-line rounded-card grid min-w-0 gap-4 border p-4">
      <div className={`rounded-control grid gap-1 p-4 ${colour}`}>
        <h2 className="flex items-center gap-2 font-serif text-22 font-medium">
          <Sign size={24} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
          {t(`verify.levels.${level}`)}
        </h2>
        <p className="text-pretty">{t(`verify.meanings.${level}`)}</p>
      </div>
      <Preview file={file} />
      <p className="text-14 tabular-nums">
        {t('verify.file')}: {t('verify.fileLine', { width: report.width, height: report.height, format: report.format.toUpperCase(), bytes: sayBytes(file.size, language) })}
      </p>
      <h3 className="text-18 font-medium">{t('verify.checks')}</h3>
      <ul className="grid gap-3">
        {report.layers.map((layer) => (
          <Layer key={layer.layer} layer={layer} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => saveJson('gesso-label-report.json', report)}>{t('verify.report')}</Button>
        <a
          href={addressOf('/trust')}
          className="text-action inline-flex min-h-8 items-center underline underline-offset-2 coarse:min-h-11"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            goTo('/trust')
          }}
        >
          {t('verify.trust')}
        </a>
      </div>
    </section>
  )
}

function Layer({ layer }: { layer: LabelReport['layers'][number] }) {
  const { t, language } = useWords()
  return (
    <li className="border-line grid min-w-0 gap-1 border-t pt-3" data-layer={layer.layer} data-finding={layer.finding}>
      <h4 className="font-medium">{t(`verify.layers.${layer.layer}`)}</h4>
      <p className="text-ink-2">{layer.message}</p>
      <dl className="grid gap-x-4 text-14 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {Object.entries(layer.facts).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{nameOfFact(t, name)}</dt>
            <dd className="min-w-0 break-words tabular-nums">{sayFact(t, language, name, value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

function nameOfFact(say: Say, name: string): string {
  return name in verify.facts ? say(`verify.facts.${name as keyof typeof verify.facts}`) : name
}

function sayFact(say: Say, language: Language, name: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? say('verify.yes') : say('verify.no')
  if (typeof value === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false }).format(value)
  const time = name.endsWith('At') ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? value : dateAndTime(new Date(time), language)
}

function Preview({ file }: { file: File }) {
  const { t } = useWords()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (!address) return null
  return <img src={address} alt={t('verify.preview', { name: file.name })} className="bg-mat rounded-picture max-h-80 w-full object-contain" />
}
