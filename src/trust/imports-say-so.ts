// What somebody brings in from elsewhere says so, and is never taken for something made here.

import type { TrustRule } from '../core/rules.ts'

export const importsSaySo: TrustRule = {
  id: 'imports-say-so',
  statements: ['A picture that you bring in from elsewhere says in its metadata that it was imported and when; this server never signs it as made here.'],
  appliesTo: (charter) => charter.imports.enabled,
  finish: {
    imported: async (metadata, { image, ...facts }, parts) => ({ ...metadata, ...parts.labels.describeImported({ number: image, ...facts }) }),
  },
}
