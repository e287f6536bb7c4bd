// Settings on counting use without cookies.

import { z } from 'zod'

export const statistics = z
  .strictObject({
    counted: z
      .boolean()
      .default(false)
      .describe('Whether use is counted by day: route, language, kind of device, outcome and number of visitors; nobody is told apart for longer than the day, and no cookie is set.'),
    threshold: z.number().int().min(5).max(1000).default(10).describe('Visitors of a day that a figure must stand for before it may leave the detailed counts. Smaller ones are dropped.'),
  })
  .describe('Statistics of use.')
