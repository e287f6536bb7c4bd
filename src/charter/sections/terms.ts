// Settings on how terms change.

import { z } from 'zod'

export const terms = z
  .strictObject({
    noticeDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .default(30)
      .describe('Days between the notice of a significant change and the day it takes effect. While nobody but the operator has used the instance, changes act at once.'),
    oldVersionsYears: z.number().int().min(1).max(30).default(10).describe('Years that an old version of the texts stays readable after it was replaced.'),
  })
  .describe('How terms change.')
