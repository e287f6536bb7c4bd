// Who stands behind something that data goes to: what the published list of third parties says of them.

import { z } from 'zod'

/** What the register of third parties and of transfers says beside name and country. */
export const partyFields = {
  contact: z.string().min(4).max(200).optional().describe('How its people for data protection can be reached: an address of mail or web.'),
  since: z.iso.date().optional().describe('The day from which on it gets data, e.g. 2026-11-22.'),
  safeguard: z.string().min(4).max(200).optional().describe('What protects data there, if it is another country: a decision on adequacy, contract clauses, or the like.'),
} as const

export const company = z.strictObject({
  name: z.string().min(2).max(120).describe('Name of the company, as published.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('Country where it handles the data: two letters, e.g. DE.'),
  policyUrl: z.url().describe('Address of its privacy policy.'),
  ...partyFields,
})
