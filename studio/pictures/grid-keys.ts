// Arrow keys among the pictures of the page, by where they are on the screen; and which one is next when one goes.

export const pictureNodes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('#stage [data-picture]')]

interface Spot {
  left: number
  right: number
  top: number
  bottom: number
}

/** Index of the picture that an arrow leads to; undefined when there is none that way. */
export function neighbour(spots: Spot[], from: number, key: string): number | undefined {
  const here = spots[from]
  if (!here) return undefined
  if (key === 'Home') return 0
  if (key === 'End') return spots.length - 1
  if (key === 'ArrowLeft') return from > 0 ? from - 1 : undefined
  if (key === 'ArrowRight') return from < spots.length - 1 ? from + 1 : undefined
  const down = key === 'ArrowDown'
  if (!down && key !== 'ArrowUp') return undefined
  const middle = (spot: Spot) => (spot.left + spot.right) / 2
  const far = (spot: Spot) => (down ? spot.top - here.bottom : here.top - spot.bottom)
  let best: { index: number; cost: number } | undefined
  spots.forEach((spot, index) => {
    if (far(spot) < -1) return
    const cost = far(spot) * 4 + Math.abs(middle(spot) - middle(here))
    if (!best || cost < best.cost) best = { index, cost }
  })
  return best?.index
}

export function moveFocus(key: string): boolean {
  const nodes = pictureNodes()
  const from = nodes.indexOf(document.activeElement as HTMLElement)
  if (from < 0) return false
  const to = neighbour(nodes.map((node) => node.getBoundingClientRect()), from, key)
  if (to === undefined) return false
  nodes[to]?.focus()
  nodes[to]?.scrollIntoView({ block: 'nearest' })
  return true
}

/** After a deletion the focus goes to the next picture, not to the top of the page. */
export function focusAfter(image: string): void {
  const nodes = pictureNodes()
  const at = nodes.findIndex((node) => node.dataset['picture'] === image)
  const next = nodes[at + 1] ?? nodes[at - 1]
  requestAnimationFrame(() => next?.focus())
}
