// Shapes of the check of a picture's labels.

import { z } from '@hono/zod-openapi'
import { labelVerdicts } from '../../core/labels.ts'

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).openapi({ description: 'What the layer says in clear: who signed, which model, when, how sure.' })

export const labelReportSchema = z
  .object({
    object: z.literal('label_report'),
    verdict: z.enum(labelVerdicts).openapi({ description: '`made-here`: made by this instance and not changed since. `made-here-changed`: made by this instance, but saved again or edited since. `marked`: marked, but changed or by somebody else. `no-mark`: nothing found, which proves nothing.' }),
    message: z.string().openapi({ description: 'The verdict in plain words.' }),
    width: z.int(),
    height: z.int(),
    format: z.enum(['png', 'jpeg', 'webp']),
    layers: z.array(
      z.object({
        layer: z.enum(['signature', 'metadata', 'invisible']),
        finding: z.enum(['ours', 'ours-changed', 'others', 'others-changed', 'none', 'unreadable']),
        message: z.string(),
        facts,
      }),
    ),
  })
  .openapi('LabelReport')

export const labelFactsSchema = z
  .object({
    object: z.literal('label_facts'),
    provider: z.string().openapi({ description: 'Who offers this instance, as written into its pictures.' }),
    provider_id: z.int().openapi({ description: 'The number in its invisible marks.' }),
    authority: z.string().openapi({ description: 'The certificate (PEM) under which its pictures are signed, to check them elsewhere.' }),
    mark: z.string().nullable().openapi({ description: 'The words of its visible mark; null where the charter shows none.' }),
    profiles: z.array(z.string()).openapi({ description: 'Regions whose labelling rules it keeps.' }),
    filings: z.record(z.string(), z.string()).openapi({ description: 'Filing or registration numbers by region.' }),
    licence: z.string().openapi({ description: 'What may be done with its pictures.' }),
  })
  .openapi('LabelFacts')
