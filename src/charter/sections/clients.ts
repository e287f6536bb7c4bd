// Settings on what accounts keep here beside pictures: files, batches and webhooks.

import { z } from 'zod'

export const files = z
  .strictObject({
    each: z.number().int().min(1024).max(536_870_912).default(104_857_600).describe('Most bytes of one file.'),
    bytes: z.number().int().min(1024).max(1_099_511_627_776).default(1_073_741_824).describe('Most bytes of all files of one account.'),
    count: z.number().int().min(0).max(100_000).default(1000).describe('Most files of one account. 0 = no files are kept.'),
    days: z.number().int().min(1).max(3650).default(30).describe('Days until a file goes by itself, never later than a picture of the same day.'),
  })
  .describe('Files that accounts upload, for edits and batches.')

export const batches = z
  .strictObject({
    lines: z.number().int().min(1).max(50_000).default(5000).describe('Most lines of one batch.'),
    unfinished: z.number().int().min(1).max(1000).default(20).describe('Most unfinished batches of one account.'),
    hours: z.number().int().min(1).max(24).default(24).describe('Hours after which lines that were not drawn yet are not drawn any more.'),
    atOnce: z.number().int().min(1).max(100).default(4).describe('Lines of one batch that stand in the line at the same time.'),
  })
  .describe('Files of requests that are drawn one after the other.')

export const webhooks = z
  .strictObject({
    to: z
      .enum(['off', 'public', 'here'])
      .default('public')
      .describe('Where news may be sent: `off` = nowhere; `public` = over https to hosts that outbound.hosts covers and that have public addresses; `here` = there, and to programs on this machine.'),
    count: z.number().int().min(0).max(100).default(5).describe('Most webhooks of one account.'),
    tries: z.number().int().min(1).max(20).default(8).describe('Tries of one delivery: after 5 seconds, 5 and 30 minutes, 2, 5, 10, 14, 20, 24 hours and then each day.'),
    logDays: z.number().int().min(1).max(90).default(7).describe('Days for which the log of deliveries is kept.'),
  })
  .describe('News to the servers of accounts: ids and states only.')
