// The drawer for those who want more: seed, steps, guidance, exact size; with the way back to usual.

import { ChevronRight, Lock, LockOpen } from 'lucide-react'
import { useId } from 'react'
import type { ModelCard } from '../api.ts'
import { Button } from '../design/button.tsx'
import { NumberField } from '../design/field.tsx'
import { choose, preferences } from '../shell/preferences.ts'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { changedValues, sizeOf, usualValues, type Draft, type Problem } from './draft.ts'
import { smallestSide } from './shapes.ts'

interface AdvancedProps {
  draft: Draft
  card: ModelCard
  problems: Problem[]
  onChange: (change: Partial<Draft>) => void
}

export function Advanced({ draft, card, problems, onChange }: AdvancedProps) {
  const { t } = useWords()
  const { advanced: open } = useStore(preferences)
  const id = useId()
  const changed = changedValues(draft)
  return (
    <div className="border-line grid gap-3 border-t pt-2">
      <div className="flex items-center justify-between gap-2">
        <Button kind="quiet" className="-ml-2.5 font-medium" aria-expanded={open} aria-controls={id} onClick={() => choose({ advanced: !open })}>
          <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" className={`transition-transform duration-[var(--press)] ${open ? 'rotate-90' : ''}`} />
          {t('make.advanced')}
          {changed > 0 && (
            <span className="bg-action-wash text-action rounded-full px-2 text-12 tabular-nums" title={t('make.advancedChanged', { count: changed })}>
              {changed}
              <span className="sr-only"> {t('make.advancedChanged', { count: changed })}</span>
            </span>
          )}
        </Button>
        {changed > 0 && (
          <Button kind="quiet" onClick={() => onChange(usualValues(draft))}>
            {t('make.usualAgain')}
          </Button>
        )}
      </div>
      <div id={id} hidden={!open}>
        {open && <Fields draft={draft} card={card} problems={problems} onChange={onChange} />}
      </div>
    </div>
  )
}

function Fields({ draft, card, problems, onChange }: AdvancedProps) {
  const { t } = useWords()
  const range = ({ least, most }: { least: number; most: number }) => `${least}–${most}`
  return (
    <div className="appear grid gap-4 pb-1">
      {card.abilities.seed && (
        <NumberField
          label={t('make.seed')}
          hint={t('make.seedHint')}
          wrong={problems.includes('seed') ? t('make.seedWrong') : undefined}
          value={draft.seed}
          placeholder={t('make.seedAny')}
          onText={(seed) => onChange({ seed, seedLocked: seed.trim() !== '' })}
          beside={
            <Button aria-pressed={draft.seedLocked} why={draft.seed.trim() === '' && t('make.seedFirst')} aria-label={t('make.seedLock')} title={t('make.seedLock')} onClick={() => onChange({ seedLocked: !draft.seedLocked })}>
              {draft.seedLocked ? <Lock size={18} strokeWidth={1.75} aria-hidden="true" /> : <LockOpen size={18} strokeWidth={1.75} aria-hidden="true" />}
            </Button>
          }
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        {card.steps && (
          <NumberField
            label={t('make.steps')}
            hint={t('make.stepsHint')}
            wrong={problems.includes('steps') ? range(card.steps) : undefined}
            value={draft.steps}
            placeholder={String(card.steps.usual)}
            onText={(steps) => onChange({ steps })}
          />
        )}
        {card.guidance && (
          <NumberField
            label={t('make.guidance')}
            hint={t('make.guidanceHint')}
            wrong={problems.includes('guidance') ? range(card.guidance) : undefined}
            value={draft.guidance}
            placeholder={String(card.guidance.usual)}
            onText={(guidance) => onChange({ guidance })}
          />
        )}
      </div>
      <ExactSize draft={draft} card={card} problems={problems} onChange={onChange} />
    </div>
  )
}

function ExactSize({ draft, card, problems, onChange }: AdvancedProps) {
  const { t } = useWords()
  const now = sizeOf(draft, card)
  const exact = draft.exact ?? { width: '', height: '' }
  const set = (side: 'width' | 'height', text: string) => onChange({ exact: { ...(draft.exact ?? { width: String(now.width), height: String(now.height) }), [side]: text } })
  return (
    <fieldset className="grid gap-1">
      <legend className="sr-only">{t('make.size')}</legend>
      <div className="grid grid-cols-2 gap-3">
        <NumberField label={t('make.width')} value={exact.width} placeholder={String(now.width)} onText={(text) => set('width', text)} />
        <NumberField label={t('make.height')} value={exact.height} placeholder={String(now.height)} onText={(text) => set('height', text)} />
      </div>
      {problems.includes('size') && <p className="text-12 text-stop">{t('make.sizeWrong', { least: smallestSide, most: card.sizes.largest })}</p>}
      {draft.exact && (
        <Button kind="quiet" className="justify-self-start" onClick={() => onChange({ exact: null })}>
          {t('make.sizeByShape')}
        </Button>
      )}
    </fieldset>
  )
}
