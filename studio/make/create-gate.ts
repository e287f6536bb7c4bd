// Two presses of Create in quick succession are one order; the third, later one is another.

export function createGate(milliseconds: number): (now: number) => boolean {
  let last = Number.NEGATIVE_INFINITY
  return (now) => {
    if (now - last < milliseconds) return false
    last = now
    return true
  }
}
