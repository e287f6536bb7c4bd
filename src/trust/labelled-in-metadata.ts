// Every file says beside its pixels that AI made it, with which engine and when; never for what words or for whom.

import type { TrustRule } from '../core/rules.ts'

export const labelledInMetadata: TrustRule = {
  id: 'labelled-in-metadata',
  statements: [
    'Every picture, preview and thumbnail says in its metadata that AI made it, in the words of the IPTC and of the Chinese standard GB 45438, with the engine, model and version that really made it, the time, and a number of its own.',
    'That metadata holds neither the prompt nor anything about who asked.',
  ],
  finish: {
    async metadata(metadata, facts, parts) {
      const number = facts.image ?? `${facts.generation}-preview`
      return { ...metadata, ...parts.labels.describe({ ...facts, number }) }
    },
  },
}
