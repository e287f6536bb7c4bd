// Shapes of figures about use, of contacted hosts, and of their routes.

import { z } from '@hono/zod-openapi'
import { facts, figures } from '../../core/evidence-tables.ts'
import { hostConsents, hostPurposes } from '../../policies/hosts.ts'
import type { RouteSchema } from '../route.ts'

export const statisticsQuery = z.object({
  days: z.coerce.number().int().min(1).max(3650).default(30).openapi({ description: 'Days back from today.' }),
})

export const statisticsSchema = z
  .object({
    object: z.literal('statistics'),
    counted: z.boolean().openapi({ description: 'Whether this server counts use at all.' }),
    threshold: z.number().int().openapi({ description: 'Visitors of a day that each figure stands for, or more.' }),
    data: z.array(
      z.object({
        day: z.string().openapi({ description: 'UTC.', example: '2026-11-22' }),
        figure: z.enum(figures).openapi({ description: '`page` = pages of the studio that were opened, `generation` = orders of pictures, `error` = requests answered with an error.' }),
        fact: z.enum(['all', ...facts]).openapi({ description: 'Over all, or by one fact.' }),
        value: z.string().openapi({ description: 'Of that fact; empty over all.' }),
        amount: z.number().int(),
        visitors: z.number().int().openapi({ description: 'Different visitors of that day.' }),
      }),
    ),
  })
  .openapi('Statistics')

export type StatisticsBody = z.output<typeof statisticsSchema>

export const readStatistics: RouteSchema = {
  summary: 'Figures about use, without people',
  description: 'By day: pages, orders and errors, over all and by route, language or kind of device. Visitors are told apart by a key that is destroyed with the day; a figure that stands for too few of them is left out.',
  query: statisticsQuery,
  answers: { 200: { description: 'Oldest day first.', schema: statisticsSchema } },
  errors: ['field_invalid'],
}

export const exportTraining: RouteSchema = {
  summary: 'What may be used to train models',
  description: 'The only way of content into such a set: a ZIP archive with the prompts and pictures of people who switched it on themselves. What was made through API keys, held by law, published, brought in, made from a sent picture or by people under age is never in it; `count.json` tells how much was refused.',
  answers: { 200: { description: 'The archive.', types: ['application/zip'] } },
}

export const hostsQuery = z.object({
  days: z.coerce.number().int().min(1).max(90).default(30).openapi({ description: 'Days back from today.' }),
})

export const hostsSchema = z
  .object({
    object: z.literal('hosts'),
    declared: z
      .array(
        z.object({
          host: z.string().openapi({ description: '`*.` = all below one, `*` = any.' }),
          purposes: z.array(z.enum(hostPurposes)),
          consent: z.enum(hostConsents).openapi({ description: '`each` = everybody agreed once; `terms` = the terms name it; `choice` = by what somebody chose to do; `service` = needed to run; `none` = nothing uses it.' }),
        }),
      )
      .openapi({ description: 'What the charter lets this server connect to. Nothing else is let out.' }),
    contacted: z
      .array(
        z.object({
          day: z.string().openapi({ description: 'UTC.' }),
          process: z.enum(['server', 'worker']),
          host: z.string().openapi({ description: '`given` = somebody else gave the address, and no line of the charter covers it.' }),
          purpose: z.string(),
          opened: z.number().int(),
          refused: z.number().int(),
          beyond: z.number().int().openapi({ description: 'Of the opened ones: to a host that the charter of that moment did not name.' }),
        }),
      )
      .openapi({ description: 'What its processes really did, counted at their only door out. This machine itself is left out.' }),
    undeclared: z.number().int().openapi({ description: 'Connections that were opened without being declared: 0, or something is wrong.' }),
  })
  .openapi('Hosts')

export type HostsBody = z.output<typeof hostsSchema>

export const readHosts: RouteSchema = {
  summary: 'Hosts that this server may connect to, and those that it did',
  query: hostsQuery,
  answers: { 200: { description: 'Declared beside contacted.', schema: hostsSchema } },
  errors: ['field_invalid'],
}
