// Settings on what the texts claim of this instance, what they disclaim, and what they hold out to those who complain.

import { z } from 'zod'

export const disclaimers = ['quality', 'loss', 'interruptions'] as const

export const claims = z
  .strictObject({
    disclaims: z
      .array(z.enum(disclaimers))
      .default([...disclaimers])
      .describe('What the terms do not vouch for: `quality` of outputs, `loss` of content, `interruptions`. Nothing that is disclaimed can be claimed below.'),
    evenQuality: z.boolean().default(false).describe('Whether the texts say that the quality of pictures is kept even. It is measured by the fixed picture that each engine draws once a day (routing.canary).'),
    linkLife: z.boolean().default(false).describe('Whether the texts say that a share link works for all the days it was made for, and not only for so many at most.'),
    availabilityPercent: z.number().min(90).max(99.999).optional().describe('Part of the time, in percent, that this instance aims to be reachable, as published. Absent = the texts name none.'),
    staysIn: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('Country (two letters) that nothing of what people write, send or get leaves. Engines, senders and sign-in sites elsewhere do not load with it. Absent = no such claim.'),
    noProfiling: z.literal(true).default(true).describe('Nobody is profiled for advertising or recommendations. Always on.'),
    noAdvertising: z.boolean().default(false).describe('Whether the texts say that no advertising message is ever sent, not even to those who would ask for it.'),
  })
  .describe('What the texts claim and disclaim.')

export const purposes = z
  .strictObject({
    personalised: z.boolean().default(false).describe('Whether what is shown is chosen by what somebody did before. This program does not do that, and claims.noProfiling refuses it.'),
  })
  .describe('Uses of data beyond what somebody asked for.')

export const enforcement = z
  .strictObject({
    tells: z.boolean().default(true).describe('Whether everybody who loses access or content is told why. Without accounts, and outside the rules of the EU, it may be false.'),
  })
  .describe('What happens to those who break the rules.')

export const notices = z
  .strictObject({
    languages: z.array(z.enum(['en', 'zh', 'de', 'es', 'fr', 'ja', 'ko', 'pt', 'ru'])).min(1).default(['en', 'zh']).describe('Languages in which notices of rights and complaints are handled.'),
    othersRefused: z.boolean().default(false).describe('Whether a notice in another language is turned away. The rules of the EU do not allow it.'),
  })
  .describe('Notices of those whose rights a picture breaks.')

export const support = z
  .strictObject({
    allHours: z.boolean().default(false).describe('Whether questions are answered at every hour of every day, as published.'),
    hours: z.string().trim().min(4).max(120).optional().describe('Hours in which questions are answered, as published, e.g. `Monday to Friday, 9:30-18:00 (UTC+8)`. Absent = the texts name none.'),
  })
  .describe('When questions are answered.')
