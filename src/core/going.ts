// Pictures that go by themselves soon: whoever has them is told three days and one day before.

import type { Parts } from './ports.ts'

const day = 86_400_000
/** The last one that still holds is told. */
export const daysTold = [3, 1] as const

export interface Going {
  /** Another one once the first of them has a day left, and when others come first. */
  id: string
  images: number
  /** When the first of them goes. */
  first: Date
  days: (typeof daysTold)[number]
  /** Since when it is told. */
  since: Date
}

/** Not where everything goes within days anyway, or nothing by itself. */
export const tellsGoing = ({ retention: { imageDays } }: Parts['charter']): boolean => typeof imageDays === 'number' && imageDays > Math.max(...daysTold)

/** undefined where nothing is told. */
export async function goingSoon({ charter, clock, store }: Pick<Parts, 'charter' | 'clock' | 'store'>, owner: string): Promise<Going | undefined> {
  if (!tellsGoing(charter)) return undefined
  const now = clock.now()
  let told: Going | undefined
  // Mostly nothing goes, and then one look tells.
  for (const days of daysTold) {
    const found = await store.images.goingOf(owner, now, new Date(now.getTime() + days * day))
    if (!found) break
    told = { ...found, id: `going-${found.first.toISOString().slice(0, 10)}-${days}`, days, since: new Date(found.first.getTime() - days * day) }
  }
  return told
}
