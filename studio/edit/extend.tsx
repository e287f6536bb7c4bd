// How far to go on beyond each edge, in numbers, and how that will look round the picture.

import type { ModelCard } from '../api.ts'
import { Button } from '../design/button.tsx'
import { NumberField } from '../design/field.tsx'
import { WordsBox } from '../make/prompt-box.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { changeWork, work } from './editor-state.ts'
import type { Size } from './mask-steps.ts'
import { createEdit, extended, faultShown } from './order.ts'
import { wordsId } from './order-bar.tsx'
import { sizeOf, type Version } from './tree.ts'

const sides = ['left', 'top', 'right', 'bottom'] as const
const largest = 2048

export function ExtendFields({ version, card }: { version: Version; card: ModelCard | undefined }) {
  const { t, language } = useWords()
  const now = useStore(work)
  const fault = useStore(faultShown)
  const size = sizeOf(version)
  const whole = extended(size, now)
  const most = card?.sizes.largest ?? 0
  const tooLarge = Math.max(whole.width, whole.height) > most
  const set = (side: (typeof sides)[number], text: string) => changeWork({ margins: { ...now.margins, [side]: Math.min(largest, Math.max(0, Math.round(Number(text) || 0))) } })
  const quarter = (length: number) => Math.max(0, Math.min(Math.floor(length / 32) * 8, Math.floor((most - length) / 2)))
  const all = { left: quarter(size.width), right: quarter(size.width), top: quarter(size.height), bottom: quarter(size.height) }
  return (
    <div className="grid gap-2 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] wide:gap-4">
      <WordsBox id={wordsId} label={t('edit.words')} placeholder={version.generation.prompt} text={now.words} onText={(words) => changeWork({ words })} onCreate={() => createEdit(work.get(), version, card)} lines={{ least: 1, most: 3 }} />
      <fieldset className="grid gap-1">
        <legend className="sr-only">{t('edit.extendBy')}</legend>
        <div className="grid grid-cols-4 gap-2">
          {sides.map((side) => (
            <NumberField key={side} label={t(`edit.side.${side}`)} value={String(now.margins[side])} onText={(text) => set(side, text)} type="number" inputMode="numeric" min={0} max={largest} step={8} />
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p className={`text-14 tabular-nums ${tooLarge || fault === 'margins' ? 'text-stop' : 'text-ink-2'}`} role="status">
            {tooLarge
              ? t('edit.tooLarge', { model: card?.title[language] ?? '', most, ...whole })
              : fault === 'margins' && whole.width === size.width && whole.height === size.height
                ? t('edit.extendFirst')
                : t('edit.becomes', { ...size, newWidth: whole.width, newHeight: whole.height })}
          </p>
          <Button kind="quiet" onClick={() => changeWork({ margins: all })} disabled={Object.values(all).every((margin) => margin === 0)}>
            {t('edit.allSides')}
          </Button>
          <Button kind="quiet" onClick={() => changeWork({ margins: { left: 0, top: 0, right: 0, bottom: 0 } })}>
            {t('edit.noMargins')}
          </Button>
        </div>
      </fieldset>
    </div>
  )
}

/** The new margins as a tinted frame outside of the picture. */
export function ExtendPreview({ picture }: { picture: Size }) {
  const { margins } = useStore(work)
  const part = (length: number, of: number) => `${(-100 * length) / of}%`
  return (
    <div
      aria-hidden="true"
      data-margins
      className="bg-action/25 border-action pointer-events-none absolute -z-0 border-2 border-dashed"
      style={{
        left: part(margins.left, picture.width),
        right: part(margins.right, picture.width),
        top: part(margins.top, picture.height),
        bottom: part(margins.bottom, picture.height),
        clipPath: frameOf(margins, picture),
      }}
    />
  )
}

/** All but the picture itself. */
function frameOf({ left, top, right, bottom }: { left: number; top: number; right: number; bottom: number }, { width, height }: Size): string {
  const [wide, high] = [width + left + right, height + top + bottom]
  const x = [0, (100 * left) / wide, (100 * (left + width)) / wide, 100].map((at) => `${at}%`)
  const y = [0, (100 * top) / high, (100 * (top + height)) / high, 100].map((at) => `${at}%`)
  return `polygon(evenodd, ${x[0]} ${y[0]}, ${x[3]} ${y[0]}, ${x[3]} ${y[3]}, ${x[0]} ${y[3]}, ${x[0]} ${y[0]}, ${x[1]} ${y[1]}, ${x[2]} ${y[1]}, ${x[2]} ${y[2]}, ${x[1]} ${y[2]}, ${x[1]} ${y[1]})`
}
