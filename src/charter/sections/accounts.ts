// Settings on accounts, their keys, and what each tier of callers may do.

import { z } from 'zod'
import { accountKinds } from '../../core/account-tables.ts'

const tier = (who: string, concurrency: number, perMinute: number, picturesPerDay: number | 'unlimited') =>
  z
    .strictObject({
      concurrency: z.number().int().min(1).max(100_000).default(concurrency).describe(`Most unfinished generations of ${who} at a time.`),
      perMinute: z.number().int().min(1).max(100_000).default(perMinute).describe(`Requests to make pictures that ${who} may send in a minute.`),
      picturesPerDay: z
        .union([z.number().int().min(0).max(1_000_000), z.literal('unlimited')])
        .default(picturesPerDay)
        .describe(`Pictures of models that cost nothing which ${who} gets in a day (UTC).`),
      freePicturesPerDay: z.number().int().min(0).max(1_000_000).default(0).describe(`Pictures of models with a price which ${who} gets in a day (UTC) without paying; the balance pays for more.`),
    })
    .prefault({})
    .describe(`What ${who} may do.`)

export const tiers = z
  .strictObject({
    visitor: tier('one network of visitors (their sessions together)', 10, 30, 500),
    user: tier('an account', 20, 60, 500),
    verified: tier('an account whose holder was verified', 100, 300, 1000),
    paid: tier('an account with a balance', 1000, 1000, 'unlimited'),
  })
  .describe('What each tier of callers may do. The owner of this machine and the operator\'s keys belong to none.')

export const visitors = z
  .strictObject({
    workFrom: z.number().int().min(0).max(100_000).optional().describe('Unfinished generations in the whole line from which on a visitor has to do a small computation before each order. 0 = always; absent = never.'),
    workBits: z.number().int().min(1).max(24).default(14).describe('Size of that computation: bits that must come out zero. Each bit more takes twice as long; the usual 14 takes a browser well under a second.'),
  })
  .describe('How visitors are kept fair to each other.')

export const accounts = z
  .strictObject({
    kinds: z.array(z.enum(accountKinds)).min(1).default([...accountKinds]).describe('Kinds of accounts there are. Everybody who signs up gets an individual one.'),
    organisations: z.number().int().min(0).max(1000).default(10).describe('Most organisations that one person can own.'),
    members: z.number().int().min(1).max(10_000).default(100).describe('Most members of one account.'),
    inviteDays: z.number().int().min(1).max(90).default(7).describe('Days that an invitation, or an offer of ownership, can be taken.'),
    contactDays: z.number().int().min(1).max(30).default(3).describe('Business days (Monday to Friday) that an account has to mend a contact that cannot be reached, before it is suspended.'),
    exportDays: z.number().int().min(1).max(365).default(30).describe('Days for which an account that was ended, or whose holder refused new terms, can still take its things away.'),
    banDays: z.number().int().min(1).max(3650).default(365).describe('Days for which contacts of a banned person cannot register again. They are kept as keyed digests only.'),
    openingMinutes: z.number().int().min(5).max(1440).default(60).describe('Most minutes that an operator\'s look at personal data may last.'),
    deniedPartiesFile: z.string().min(1).optional().describe('Text file with one denied name or contact a line, checked when somebody signs up and when a key is made. Absent = no list.'),
  })
  .describe('Accounts of people and organisations.')

export const keys = z
  .strictObject({
    most: z.number().int().min(1).max(10_000).default(100).describe('Most living keys of one account.'),
    mostDays: z.number().int().min(1).max(3650).optional().describe('Most days that a key works. Absent = a key may have no end.'),
    overlapHours: z.number().int().min(0).max(720).default(24).describe('Most hours that an old key works beside the one that takes its place.'),
    refuseBrowsers: z.boolean().default(false).describe('Whether a key that comes from a web page (a request with an Origin) is refused, because everybody can read it there.'),
  })
  .describe('API keys.')

export const verification = z
  .strictObject({
    needed: z.enum(['no', 'before-keys']).default('no').describe('Whether an account must be verified (who it is by law) before it can make keys.'),
    provider: z.enum(['manual', 'webhook']).default('manual').describe('Who decides: `manual` = an operator looks at the papers; `webhook` = a provider sends a signed verdict.'),
    validDays: z.number().int().min(1).max(3650).default(730).describe('Days after which a verification runs out and is asked for again.'),
    paperDays: z.number().int().min(1).max(90).default(15).describe('Days within which a verdict is promised, and papers without one are destroyed.'),
    papers: z.number().int().min(1).max(10).default(4).describe('Most papers of one verification.'),
    paperBytes: z.number().int().min(1024).max(20_971_520).default(5_242_880).describe('Most bytes of one paper.'),
  })
  .describe('Verification of who holds an account.')
