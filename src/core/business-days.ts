// Counting business days: Monday to Friday, UTC. Holidays differ from place to place, so they count for nobody's harm: never less time than promised.

const day = 86_400_000

/** The same time of day, so many business days later. */
export function addBusinessDays(from: Date, days: number): Date {
  let at = from
  for (let left = days; left > 0; ) {
    at = new Date(at.getTime() + day)
    if (isBusinessDay(at)) left--
  }
  return at
}

export function isBusinessDay(at: Date): boolean {
  const weekday = at.getUTCDay()
  return weekday !== 0 && weekday !== 6
}
