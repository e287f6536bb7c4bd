// Settings on files, batches and webhooks that cannot both be true.

import type { Contradiction } from './contradictions.ts'

export const clientContradictions: readonly Contradiction[] = [
  {
    settings: ['retention.callDays', 'retention.logDays'],
    find: ({ retention: { callDays, logDays } }) =>
      callDays > logDays
        ? `retention.callDays shows people their requests for ${callDays} days, but retention.logDays keeps the log in which such a request is looked up for ${logDays} days only. Set retention.callDays: ${logDays} or less.`
        : undefined,
  },
  {
    settings: ['webhooks.to', 'access.who'],
    find: ({ webhooks, access }) =>
      webhooks.to === 'here' && access.who !== 'owner'
        ? `webhooks.to is "here", but access.who is "${access.who}": others could have this server ask programs on its own machine. Set webhooks.to: public or access.who: owner.`
        : undefined,
  },
  {
    settings: ['batches.hours', 'retention.idempotencyHours'],
    find: ({ batches, retention }) =>
      batches.hours > retention.idempotencyHours
        ? `batches.hours is ${batches.hours}, but repeats are known for ${retention.idempotencyHours} hours only (retention.idempotencyHours): a line that is taken up again after a break could be drawn twice. Set batches.hours: ${retention.idempotencyHours} or less.`
        : undefined,
  },
]
