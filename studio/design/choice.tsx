// One of a few, side by side: arrow keys move, one stop for the Tab key.

import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'

export interface Choice<T extends string> {
  value: T
  label: string
  sign?: ReactNode
}

interface ChoicesProps<T extends string> {
  labelledBy: string
  value: T
  choices: Array<Choice<T>>
  onChoose: (value: T) => void
}

export function Choices<T extends string>({ labelledBy, value, choices, onChoose }: ChoicesProps<T>) {
  return (
    <RadioGroup.Root className="flex flex-wrap gap-2" aria-labelledby={labelledBy} value={value} onValueChange={(next) => onChoose(next as T)}>
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          aria-label={choice.label}
          title={choice.sign ? choice.label : undefined}
          className="border-line-2 text-ink-2 hover:bg-sunk data-[state=checked]:border-action data-[state=checked]:bg-action-wash data-[state=checked]:text-action grid min-h-9 min-w-11 grow place-items-center rounded-control border px-2 transition-[background-color] duration-[var(--press)] data-[state=checked]:font-medium coarse:min-h-11"
        >
          {choice.sign ?? choice.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
