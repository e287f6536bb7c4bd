// A labelled field with its hint or what is wrong with it.

import { useId, type ComponentProps, type ReactNode } from 'react'

export function Label({ children, ...rest }: ComponentProps<'label'>) {
  return (
    <label className="text-14 text-ink font-medium" {...rest}>
      {children}
    </label>
  )
}

export const fieldClass =
  'w-full rounded-control border border-line-2 bg-paper px-2.5 py-1 text-16 text-ink placeholder:text-ink-3 min-h-9 coarse:min-h-11 aria-invalid:border-stop'

interface NumberFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  hint?: string
  wrong?: string
  value: string
  onText: (text: string) => void
  beside?: ReactNode
}

/** Whole numbers and fractions as typed; phones show digits. */
export function NumberField({ label, hint, wrong, value, onText, beside, ...rest }: NumberFieldProps) {
  const id = useId()
  const note = wrong ?? hint
  return (
    <div className="grid min-w-0 gap-1">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex gap-2">
        <input
          id={id}
          className={`${fieldClass} tabular-nums`}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onText(event.target.value)}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...rest}
        />
        {beside}
      </div>
      {note && (
        <p id={`${id}-note`} className={`text-12 ${wrong ? 'text-stop' : 'text-ink-3'}`}>
          {note}
        </p>
      )}
    </div>
  )
}

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  hint?: string
  text: string
  onText: (text: string) => void
}

export function TextField({ label, hint, text, onText, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      <input id={id} className={fieldClass} value={text} onChange={(event) => onText(event.target.value)} aria-describedby={hint ? `${id}-hint` : undefined} {...rest} />
      {hint && (
        <p id={`${id}-hint`} className="text-ink-2 text-14">
          {hint}
        </p>
      )}
    </div>
  )
}

interface PickFieldProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  label: string
  onPick: (value: string) => void
}

export function PickField({ label, onPick, children, ...rest }: PickFieldProps) {
  const id = useId()
  return (
    <div className="grid min-w-0 content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      <select id={id} className={fieldClass} onChange={(event) => onPick(event.target.value)} {...rest}>
        {children}
      </select>
    </div>
  )
}
