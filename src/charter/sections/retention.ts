// Settings on how long each kind of data is kept.

import { z } from 'zod'

const days = z.number().int().min(1).max(3650)

export const retention = z
  .strictObject({
    imageDays: z
      .union([days, z.literal('until-deleted'), z.literal('session')])
      .describe('Days (of 24 hours) from its making until a picture and its words can be read by nobody; or `until-deleted`; or `session` = when the session ends.'),
    logDays: days.default(90).describe('Days that log files are kept. Logs hold codes and numbers, no prompts and no people.'),
    callDays: z.number().int().min(0).max(365).default(0).describe('Days that an account finds its own requests of the API in its request log: time, route, key, model, status, duration, price. No prompts, pictures or addresses; nothing of visitors without a sign-in. 0 = none is kept.'),
    idempotencyHours: z.number().int().min(1).max(168).default(24).describe('Hours that a repeated Idempotency-Key gets the same answer.'),
    receiptDays: days.default(400).describe('Days that the server can repeat a receipt of erasure. A receipt names no person.'),
    requestDays: days.default(400).describe('Days that the record of a rights request (kind, times, outcome) is kept after it was answered.'),
    backupDays: z.number().int().min(0).max(365).default(7).describe('Days after which the operator\'s backups are overwritten; 0 = no backups. Erased pictures stay unreadable in them.'),
  })
  .describe('How long things are kept.')
