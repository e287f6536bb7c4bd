// The copy that people can take holds everything of theirs, says what it lacks, and holds nothing of others.

import { copyOf } from '../core/copies.ts'
import type { TrustRule } from '../core/rules.ts'

export const copyIsComplete: TrustRule = {
  id: 'copy-is-complete',
  statements: [
    'You can take a copy of everything of yours at any time: every prompt, setting and picture, links, choices and open requests, in one archive with documented JSON; what it lacks it lists with the reason, and nothing of anybody else is in it.',
  ],
  copy: (parts, caller, before) => copyOf(parts, caller, before),
}
