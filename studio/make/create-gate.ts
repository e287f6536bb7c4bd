// Two presses of Create in quick succession are one order; a later one, or one of other words, is another.

export function createGate(milliseconds: number): (now: number, order: string) => boolean {
  let last = { at: Number.NEGATIVE_INFINITY, order: '' }
  return (now, order) => {
    if (order === last.order && now - last.at < milliseconds) return false
    last = { at: now, order }
    return true
  }
}
