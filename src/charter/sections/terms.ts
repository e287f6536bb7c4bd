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
    effective: z
      .enum(['after-notice', 'when-posted'])
      .default('after-notice')
      .describe('When significant changes take effect: `after-notice` = when noticeDays are over; `when-posted` = at once, which only fits with noticeDays 0.'),
    acceptance: z
      .enum(['asked', 'by-use'])
      .default('asked')
      .describe('How changed terms are accepted: `asked` = by a button of its own before anything new is made; `by-use` = by going on, which is only possible where nobody but the owner is here.'),
    refunds: z.enum(['by-law', 'none']).default('by-law').describe('Whether payments are given back: `by-law` = where the law says so, a right of withdrawal among it; `none` = not at all.'),
    oldVersionsYears: z.number().int().min(1).max(30).default(10).describe('Years that an old version of the texts stays readable after it was replaced.'),
  })
  .describe('How terms change.')
