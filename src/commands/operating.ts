// What the operator's commands share: one sentence for what stands in the way.

import { readConfig } from '../config.ts'
import { HomeInvalid } from '../home.ts'
import { BackupImpossible } from '../storage/backup.ts'
import { Failure } from './exit.ts'

/** @throws Failure with one sentence for everything that an operator can mend */
export async function sentenceOr<T>(work: () => Promise<T>): Promise<T> {
  const { databaseUrl } = readConfig()
  if (databaseUrl) {
    throw new Failure('usage', 'The database is one of your own (DATABASE_URL): copy it with pg_basebackup or pg_dump, the folder "files" beside it, and the vault apart. Gesso copies the PostgreSQL that it starts itself.')
  }
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupImpossible || error instanceof HomeInvalid) throw new Failure('failed', error.message)
    throw error
  }
}
