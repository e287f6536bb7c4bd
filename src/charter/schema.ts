// The operator's settings: every one with its meaning, unit, limits and usual value. What is not here cannot be set.

import { z } from 'zod'
import { accounts, keys, tiers, verification, visitors } from './sections/accounts.ts'
import { engines, routing } from './sections/engines.ts'
import { batches, files, webhooks } from './sections/clients.ts'
import { claims, enforcement, notices, purposes, support } from './sections/claims.ts'
import { age, devices, regions } from './sections/gates.ts'
import { imports } from './sections/imports.ts'
import { labels } from './sections/labels.ts'
import { messages } from './sections/messages.ts'
import { operator } from './sections/operator.ts'
import { retention } from './sections/retention.ts'
import { rights } from './sections/rights.ts'
import { sessions } from './sections/sessions.ts'
import { links, sharing } from './sections/sharing.ts'
import { signIn } from './sections/sign-in.ts'
import { statistics } from './sections/statistics.ts'
import { terms } from './sections/terms.ts'
import { training } from './sections/training.ts'
import { uploads } from './sections/uploads.ts'

export const charterSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,30}$/)
      .describe('Name of the charter, as published. Lower-case letters, digits and hyphens.'),
    access: z
      .strictObject({
        who: z
          .enum(['owner', 'sessions', 'accounts'])
          .describe(
            'Who may ask: `owner` = the one owner of this machine, from this machine without a key; `sessions` = any visitor, in a session of their own; `accounts` = people who sign in, and the API keys of their accounts.',
          ),
        visitors: z.boolean().default(false).describe('With `accounts`: whether visitors may ask too, each in a session of their own.'),
        accountFor: z
          .array(z.enum(['sharing', 'gallery', 'uploads', 'imports']))
          .default([])
          .describe('What visitors need an account for: `sharing` = share links, `gallery` = publishing, `uploads` = sending pictures, `imports` = bringing in a copy.'),
        demo: z.boolean().default(false).describe('Whether this is somebody\'s own machine, opened for others to try. Each is shown what is collected, and agrees, before their first prompt.'),
        collects: z.array(z.enum(['prompts', 'pictures', 'session', 'logs', 'statistics'])).optional().describe('With `demo`: the list of what is collected, as it is shown. It must be the whole list.'),
      })
      .describe('Who may use this instance.'),
    operator: operator.prefault({}),
    claims: claims.prefault({}),
    purposes: purposes.prefault({}),
    training: training.prefault({}),
    statistics: statistics.prefault({}),
    enforcement: enforcement.prefault({}),
    notices: notices.prefault({}),
    support: support.prefault({}),
    terms: terms.prefault({}),
    retention,
    accounts: accounts.prefault({}),
    keys: keys.prefault({}),
    tiers: tiers.prefault({}),
    visitors: visitors.prefault({}),
    verification: verification.prefault({}),
    sessions: sessions.prefault({}),
    rights: rights.prefault({}),
    links: links.prefault({}),
    sharing: sharing.prefault({}),
    labels: labels.prefault({}),
    messages: messages.prefault({}),
    signIn: signIn.prefault({}),
    uploads: uploads.prefault({}),
    files: files.prefault({}),
    batches: batches.prefault({}),
    webhooks: webhooks.prefault({}),
    imports: imports.prefault({}),
    age: age.prefault({}),
    regions: regions.prefault({}),
    devices: devices.prefault({}),
    limits: z
      .strictObject({
        promptCharacters: z.number().int().min(1).max(32_000).default(4000).describe('Most characters in a prompt, and in a negative prompt.'),
        pictures: z.number().int().min(1).max(10).default(10).describe('Most pictures in one generation.'),
        waiting: z.number().int().min(1).max(100_000).default(1000).describe('Most unfinished generations of one owner.'),
        bodyBytes: z.number().int().min(1024).max(104_857_600).default(1_048_576).describe('Most bytes in the body of a request.'),
      })
      .prefault({})
      .describe('Limits that keep one caller from taking everything.'),
    engines,
    routing: routing.prefault({}),
    model: z.string().min(1).default('painter').describe('The model used when a request names none.'),
    aliases: z.record(z.string(), z.string()).default({}).describe('Model names that clients send, and the model that answers to each. The answer always names the real one.'),
    outbound: z
      .strictObject({
        hosts: z.array(z.string()).default([]).describe('Hosts beyond this machine that the program may connect to, `*.` for all below one, `*` for any. Those of engines that are switched on join by themselves. Empty = nothing leaves the machine.'),
      })
      .prefault({})
      .describe('Connections that the program itself may open.'),
  })
  .describe('A Gesso charter')

export type Charter = z.output<typeof charterSchema> & {
  /** Name and a digest of the settings: what an object is born under. */
  version: string
}
