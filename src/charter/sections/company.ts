// Who stands behind something that data goes to: what the published list of third parties says of them.

import { z } from 'zod'

export const company = z.strictObject({
  name: z.string().min(2).max(120).describe('Name of the company, as published.'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('Country where it handles the data: two letters, e.g. DE.'),
  policyUrl: z.url().describe('Address of its privacy policy.'),
})
