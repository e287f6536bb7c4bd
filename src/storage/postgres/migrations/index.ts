// Every step of the database's shape, in order. Steps are added at the end and never changed once shipped.

import { statements as first } from './0001-first.ts'
import { statements as rights } from './0002-rights.ts'
import { statements as accounts } from './0004-accounts.ts'
import { statements as clients } from './0005-clients.ts'
import { statements as engines } from './0006-engines.ts'
import { statements as people } from './0003-people.ts'
import { statements as permissions } from './0007-permissions.ts'
import { statements as terms } from './0009-terms.ts'
import { statements as signedTokens } from './0010-signed-tokens.ts'
import { statements as timings } from './0012-timings.ts'
import { statements as consents } from './0013-consents.ts'
import { statements as notices } from './0015-notices.ts'
import { statements as editing } from './0016-editing.ts'
import { statements as incidents } from './0018-incidents.ts'
import { statements as moreRights } from './0021-rights.ts'
import { statements as calls } from './0022-calls.ts'
import { statements as library } from './0008-library.ts'
import { statements as evidence } from './0014-evidence.ts'

export interface Migration {
  number: number
  statements: string
}

export const migrations: readonly Migration[] = [
  { number: 1, statements: first },
  { number: 2, statements: rights },
  { number: 3, statements: people },
  { number: 4, statements: accounts },
  { number: 5, statements: clients },
  { number: 6, statements: engines },
  { number: 7, statements: permissions },
  { number: 8, statements: library },
  { number: 9, statements: terms },
  { number: 10, statements: signedTokens },
  { number: 12, statements: timings },
  { number: 13, statements: consents },
  { number: 14, statements: evidence },
  { number: 15, statements: notices },
  { number: 16, statements: editing },
  { number: 18, statements: incidents },
  { number: 21, statements: moreRights },
  { number: 22, statements: calls },
]
