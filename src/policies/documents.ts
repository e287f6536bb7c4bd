// The list of policy documents: which there are, and where each one is published.

import type { Charter } from '../charter/schema.ts'
import { conditions } from './conditions.ts'

export interface PolicyDocument {
  /** Name of its files in texts/en and texts/zh, and of its page. */
  id: string
  /** Condition under which it is published; absent = always. */
  when?: string
}

export const documents: readonly PolicyDocument[] = [
  { id: 'terms' },
  { id: 'privacy' },
  { id: 'guidelines' },
  { id: 'cookies' },
  { id: 'retention' },
  { id: 'third-parties' },
  { id: 'places' },
  { id: 'ai-principles' },
  { id: 'safety' },
  { id: 'api-terms', when: 'accounts' },
  { id: 'top-up', when: 'accounts' },
  { id: 'application', when: 'organisations' },
  { id: 'data-processing', when: 'accounts' },
  { id: 'account-change', when: 'accounts' },
  { id: 'termination', when: 'accounts' },
]

export function documentsOf(charter: Charter): PolicyDocument[] {
  return documents.filter(({ when }) => when === undefined || conditions[when]?.(charter) === true)
}
