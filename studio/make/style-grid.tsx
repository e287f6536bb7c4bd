// The styles as a grid: a sample of each where there is one, its name, and the words that it adds.

import { RadioGroup } from 'radix-ui'
import { useWords } from '../words/words.ts'

export interface StyleOption {
  id: string
  name: string
  adds: string
  /** The model follows it only roughly. */
  loose?: boolean
}

interface StyleGridProps {
  options: StyleOption[]
  chosen: string
  onChoose: (id: string) => void
  onClose: () => void
}

/** Drawn by the painter, all of the same words and seed; see bench/style-samples.ts. */
const samples = import.meta.glob<string>('./samples/*.webp', { eager: true, query: '?url', import: 'default' })

export function StyleGrid({ options, chosen, onChoose, onClose }: StyleGridProps) {
  const { t } = useWords()
  return (
    <>
      <RadioGroup.Root aria-labelledby="style-label" value={chosen} onValueChange={onChoose} className="grid grid-cols-3 gap-1 sm:grid-cols-4">
        {options.map((option) => {
          const sample = samples[`./samples/${option.id === '-' ? 'none' : option.id}.webp`]
          return (
            <RadioGroup.Item
              key={option.id}
              value={option.id}
              onClick={onClose}
              className="hover:bg-sunk data-[state=checked]:bg-action-wash data-[state=checked]:outline-action rounded-control grid min-w-0 content-start gap-1 p-1.5 text-left data-[state=checked]:outline-2 data-[state=checked]:-outline-offset-2"
            >
              {sample ? (
                <img src={sample} alt="" width={84} height={84} loading="lazy" decoding="async" className="bg-mat rounded-picture aspect-square w-full" />
              ) : (
                <span className="bg-mat rounded-picture aspect-square w-full" />
              )}
              <span className="text-14 font-medium break-words">{option.name}</span>
              <span className="text-12 text-ink-2 text-pretty break-words">{option.adds}</span>
              {option.loose && <span className="text-12 text-wait">{t('make.styleLoose')}</span>}
            </RadioGroup.Item>
          )
        })}
      </RadioGroup.Root>
      <p className="text-ink-2 p-1.5 text-12">{t('make.styleSamples')}</p>
    </>
  )
}
