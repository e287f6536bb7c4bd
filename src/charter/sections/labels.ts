// Settings on how pictures say that a machine made them. What is always written (metadata, signature) has no switch.

import { z } from 'zod'

/** Regions whose labelling rules an instance keeps; see docs/labels.md. */
export const regions = ['eu', 'china', 'california', 'india'] as const

export const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const

const day = z.iso.date()

const permission = z.strictObject({
  who: z.string().min(1).max(80).describe('The owner it is given to, as the database names it, e.g. `owner/local`.'),
  why: z.string().min(10).max(400).describe('What was agreed, and who carries the responsibility.'),
  agreedOn: day.describe('The day it was agreed, e.g. 2026-11-22.'),
  until: day.describe('The last day (UTC) on which it counts.'),
})

export const labels = z
  .strictObject({
    profiles: z
      .array(z.enum(regions))
      .default([])
      .describe('Regions whose labelling rules this instance keeps. With several the strictest value of each setting counts.'),
    visible: z
      .strictObject({
        shown: z.boolean().default(true).describe('Whether every picture carries a visible mark. The rules of the EU, China and India do not let it be false.'),
        text: z
          .string()
          .min(2)
          .max(24)
          .optional()
          .describe('The words of the mark. Usual: `AI-generated`, or `AI生成` with the profile of China. Latin letters, digits and the Chinese characters listed in docs/labels.md.'),
        corner: z.enum(corners).default('bottom-right').describe('The corner it stands in.'),
        share: z
          .number()
          .min(0.02)
          .max(0.1)
          .default(0.03)
          .describe('Height of its capital letters as a part of the shorter side. The profile of China makes it 0.05 at least.'),
      })
      .prefault({})
      .describe('The mark that people see.'),
    invisible: z.boolean().default(true).describe('Whether every picture carries a mark that programs find after the file was changed. The profile of the EU does not let it be false.'),
    provider: z.string().min(1).max(80).default('Gesso').describe('Name of who offers this instance, as written into every picture.'),
    providerCode: z.string().max(80).default('').describe('Code of the provider for the field ContentProducer of GB 45438; empty = the name.'),
    withoutMark: z
      .array(permission)
      .default([])
      .describe('Permissions to get pictures without the visible mark: who, why, agreedOn, until. Everything else is written into those pictures too.'),
    certificate: z
      .strictObject({
        chainFile: z.string().min(1).describe('PEM file with the signing certificate first, then the ones above it.'),
        keyFile: z.string().min(1).describe('PEM file (PKCS #8) with its ECDSA P-256 key.'),
      })
      .optional()
      .describe('A certificate of the operator to sign with; without it the instance makes a certificate authority of its own.'),
    timestampAuthority: z.url().optional().describe('Address of an RFC 3161 time-stamp authority, asked for each picture. Its host must be in outbound.hosts.'),
    filings: z.partialRecord(z.enum(regions), z.string().min(1).max(120)).default({}).describe('Filing or registration number by region, shown where people check pictures.'),
    reserveMining: z.boolean().default(true).describe('Whether answers with pictures reserve the rights to text and data mining (header `tdm-reservation: 1`).'),
    licence: z
      .string()
      .min(10)
      .max(600)
      .default('Personal and commercial use allowed. The person who asked for this picture is responsible for its use. Do not remove the marks that say it is AI-generated.')
      .describe('What may be done with pictures: written into each picture and into the licence file beside a download.'),
  })
  .describe('How pictures say that a machine made them.')
