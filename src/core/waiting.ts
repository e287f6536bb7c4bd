// How long until a generation is ready: an honest range from the newest real durations.

export interface Waiting {
  /** Milliseconds per picture of the newest finished generations. */
  recent: readonly number[]
  /** Pictures of this generation. */
  pictures: number
  /** Generations before it that have yet to be drawn. */
  ahead: number
  /** Whether one of somebody's is being drawn right now. */
  busy: boolean
  /** Most pictures that one generation can have: those ahead keep theirs to themselves. */
  mostPictures: number
  /** Milliseconds since its own drawing began. */
  elapsed: number
}

/** undefined while nothing is known yet. */
export function secondsUntilReady({ recent, pictures, ahead, busy, mostPictures, elapsed }: Waiting): { least: number; most: number } | undefined {
  if (recent.length === 0) return undefined
  const sorted = recent.toSorted((a, b) => a - b)
  const fast = sorted[Math.floor((sorted.length - 1) * 0.1)] ?? 0
  const slow = sorted[Math.ceil((sorted.length - 1) * 0.9)] ?? 0
  const least = fast * (ahead + pictures) - elapsed
  const most = slow * ((ahead + (busy ? 1 : 0)) * mostPictures + pictures) - elapsed
  return { least: toSeconds(least), most: Math.max(toSeconds(most), toSeconds(least)) }
}

/** To a tenth below ten seconds, whole above: more would be pretended. */
function toSeconds(milliseconds: number): number {
  const seconds = Math.max(0, milliseconds / 1000)
  return seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)
}
