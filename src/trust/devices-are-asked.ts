// A device of somebody's is used only by a consent to that device in the words that were shown.

import type { TrustRule } from '../core/rules.ts'
import { devicesOf } from '../core/consents.ts'

export const devicesAreAsked: TrustRule = {
  id: 'devices-are-asked',
  statements: [
    'Camera, microphone and screen are each asked for apart and stay off until you say yes to the text that is shown; a yes to one is none to another. You take it back at any time, and both are recorded: which text, when, how.',
  ],
  appliesTo: (charter) => devicesOf(charter).length > 0,
  mayUseDevice: (newest, digest) => newest?.allowed === true && newest.digest === digest,
}
