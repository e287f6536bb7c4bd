// Content is used for training only where its maker switched that on and left it on; some content never.

import { mayTrain, type TrainingFacts } from '../core/training.ts'
import type { TrustRule } from '../core/rules.ts'

export const trainingByConsent: TrustRule = {
  id: 'training-by-consent',
  statements: [
    'What is made through an API key is never used to train models.',
    'Your pictures and prompts are used to train models only if you switched that on yourself before they were made, and only while it stays on.',
    'What you published or brought in, what a law makes us keep, and what people under age make is never used to train models.',
  ],
  appliesTo: ({ access }) => access.who !== 'owner',
  mayTrain: ({ tier, agreedThen, agreedNow, held, published, minor }) => tier === 'person' && agreedThen && agreedNow && !held && !published && !minor,
  /** Tries a canary of each forbidden kind against all rules, as the export does, and looks at the newest content itself. */
  async probe({ rules, store }) {
    const through = canaries.filter((facts) => mayTrain(rules, facts)).length
    const agreed = mayTrain(rules, good)
    const newest = await store.generations.finishedAfter(undefined, looked)
    const marked = newest.filter(({ tier, uses }) => uses !== undefined && tier !== 'person').length
    return { holds: through === 0 && agreed && marked === 0, numbers: { canariesTried: canaries.length, canariesThrough: through, looked: newest.length, markedWithoutRight: marked } }
  },
}

const looked = 500

const good: TrainingFacts = { tier: 'person', agreedThen: true, agreedNow: true, held: false, published: false, minor: false }

const canaries: readonly TrainingFacts[] = [
  ...(['key', 'visitor', 'owner', 'imported', undefined] as const).map((tier) => ({ ...good, tier })),
  { ...good, agreedThen: false },
  { ...good, agreedNow: false },
  { ...good, held: true },
  { ...good, published: true },
  { ...good, minor: true },
]
