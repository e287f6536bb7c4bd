// Settings on what people can do with what is held of them, and how soon.

import { z } from 'zod'

/** Grounds on which a request may be refused; a refusal always names one of them. */
export const refusalGrounds = ['law', 'security', 'public-interest', 'crime', 'abuse', 'vital-interest', 'harm', 'trade-secret'] as const

const dueDays = z.number().int().min(1).max(90)

export const rights = z
  .strictObject({
    deletion: z
      .enum(['self-service', 'reviewed'])
      .default('self-service')
      .describe('Whether erasing everything acts at once (`self-service`) or after the operator looked at it (`reviewed`). Single pictures always go at once.'),
    reviewReason: z.string().min(10).max(400).optional().describe('Why erasure is reviewed first, as published. Compulsory with `reviewed`.'),
    refusalGrounds: z.array(z.enum(refusalGrounds)).default(['law']).describe('Grounds on which a request may be refused. A refusal without one of them is impossible.'),
    accessDays: dueDays.default(30).describe('Days within which a request for access is answered; it is usually answered at once.'),
    correctionDays: dueDays.default(30).describe('Days within which a request for correction is answered.'),
    erasureDays: dueDays.default(30).describe('Days within which a request for erasure is answered.'),
    objectionDays: dueDays.default(30).describe('Days within which an objection is answered.'),
    undoSeconds: z.number().int().min(0).max(60).default(10).describe('Seconds in which the studio lets a deletion be undone before it is sent.'),
    globalPrivacyControl: z.literal(true).default(true).describe('A browser\'s Global Privacy Control signal turns every optional purpose off. Always on.'),
  })
  .describe('Access, copy, correction, erasure, objection.')
