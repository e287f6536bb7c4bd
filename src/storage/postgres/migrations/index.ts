// Every step of the database's shape, in order. Steps are added at the end and never changed once shipped.

import { statements as first } from './0001-first.ts'
import { statements as accounts } from './0004-accounts.ts'
import { statements as clients } from './0005-clients.ts'
import { statements as people } from './0003-people.ts'

export interface Migration {
  number: number
  statements: string
}

export const migrations: readonly Migration[] = [
  { number: 1, statements: first },
  { number: 3, statements: people },
  { number: 4, statements: accounts },
  { number: 5, statements: clients },
]
