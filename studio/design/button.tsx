// Buttons in their four kinds; every one at least 32 px for a mouse and 44 px for a finger.

import type { ComponentProps } from 'react'

const kinds = {
  action: 'bg-action text-on-action hover:bg-action-deep border border-transparent font-medium',
  plain: 'bg-paper text-ink border border-line-2 hover:bg-sunk',
  quiet: 'text-ink-2 hover:bg-sunk hover:text-ink border border-transparent',
  stop: 'bg-paper text-stop border border-stop hover:bg-stop-wash',
} as const

const sizes = {
  small: 'min-h-8 min-w-8 px-2.5 text-14 coarse:min-h-11 coarse:min-w-11',
  large: 'min-h-11 px-4 text-16',
} as const

export interface ButtonStyle {
  kind?: keyof typeof kinds
  size?: keyof typeof sizes
}

interface ButtonProps extends ComponentProps<'button'>, ButtonStyle {
  /** Why it cannot be pressed now; shown as a tip and told to screen readers. */
  why?: string | false | undefined
}

export function buttonClass({ kind = 'plain', size = 'small' }: ButtonStyle = {}, more = ''): string {
  const shape = '[&>svg]:shrink-0 inline-flex items-center justify-center gap-1.5 rounded-control whitespace-nowrap select-none transition-[background-color,transform] duration-[var(--press)] active:translate-y-px'
  return `${shape} disabled:opacity-50 ${kinds[kind]} ${sizes[size]} ${more}`
}

export function Button({ kind, size, className, type = 'button', why, disabled, title, ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass({ kind, size }, className)} disabled={disabled || Boolean(why)} title={why || title} {...rest} />
}

/** A button that is only a sign: its name is told to screen readers and shown as a tip. */
export function SignButton({ label, className = '', ...rest }: ButtonProps & { label: string }) {
  return <Button kind="quiet" aria-label={label} title={label} className={`px-0 ${className}`} {...rest} />
}
