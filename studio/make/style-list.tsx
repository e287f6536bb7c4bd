// The list of styles, held beside the button that opened it.

import { Popover } from 'radix-ui'
import type { ComponentProps, RefObject } from 'react'
import { StyleGrid } from './style-grid.tsx'

interface StyleListProps extends ComponentProps<typeof StyleGrid> {
  button: RefObject<HTMLButtonElement | null>
}

export function StyleList({ button, onClose, ...grid }: StyleListProps) {
  return (
    <Popover.Root open onOpenChange={onClose}>
      <Popover.Anchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <Popover.Content
        align="start"
        sideOffset={6}
        collisionPadding={12}
        aria-labelledby="style-label"
        // A press on the button is the button's own affair.
        onPointerDownOutside={(event) => button.current?.contains(event.target as Node) && event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          button.current?.focus()
        }}
        className="bg-paper border-line rounded-card shadow-float appear z-40 max-h-[min(34rem,var(--radix-popover-content-available-height))] min-h-[min(22rem,50dvh)] w-[min(30rem,calc(100vw-2rem))] overflow-y-auto overscroll-contain border p-2"
      >
        <StyleGrid {...grid} onClose={onClose} />
      </Popover.Content>
    </Popover.Root>
  )
}
