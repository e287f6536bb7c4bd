// Reads a whole database past the program, as somebody does who holds a copy of it: what is kept of each picture and of each prompt.

import { Client } from 'pg'
import type { Bytes, KeyName } from '../../core/ports.ts'
import { connectionOptions } from './connection.ts'

/** One picture, or the words of one generation. */
export interface FoundThing {
  kind: 'picture' | 'words'
  /** What it is sealed under: the id of the image, or of the generation with `/words`. */
  objectId: string
  id: string
  generation: string
  owner: string
  hour: KeyName
  object?: KeyName
  deadline?: Date
  deleted: boolean
  /** Words lie in the database; a picture's bytes lie in the files. */
  sealed?: Bytes
}

/** Keys of people and accounts that are still there, whether they made anything or not, and those of their files, batches and webhooks. */
export async function readKeyNames(url: string): Promise<KeyName[]> {
  const client = new Client({ ...connectionOptions(url), statement_timeout: 0, query_timeout: 0 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const people = await client.query('select id from people')
    const accounts = await client.query('select id from accounts')
    // Copies that a law asks for, published pictures, what people wrote to the operator, and guardians' contacts.
    const holds = await client.query('select id from holds where ended_at is null')
    const shown = await client.query('select object from publications where withdrawn_at is null')
    const asked = await client.query('select id from requests where words is not null union all select id from guardians where contact is not null')
    const kept = [...holds.rows.map(({ id }): KeyName => `hold/${id}`), ...shown.rows.map(({ object }): KeyName => object), ...asked.rows.map(({ id }): KeyName => `object/${id}/words`)]
    const clients = await client.query(
      'select owner, hour, object from kept_files where deleted_at is null union all select owner, hour, object from batches union all select owner, null, object from webhooks',
    )
    const ofClients = clients.rows.flatMap(({ owner, hour, object }): KeyName[] => [owner, object, ...(hour === null ? [] : [hour])])
    return [...kept, ...ofClients, ...people.rows.map(({ id }): KeyName => `person/${id}`), ...accounts.rows.flatMap(({ id }): KeyName[] => [`account/${id}`, `owner/${id}`])]
  } finally {
    await client.end()
  }
}

export async function readEverything(url: string): Promise<FoundThing[]> {
  const client = new Client({ ...connectionOptions(url), statement_timeout: 0, query_timeout: 0 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const pictures = await client.query('select id, generation, owner, hour, object, deadline, deleted_at from images')
    const words = await client.query('select id, owner, hour, object_keys is not null as own_keys, deadline, words from generations')
    return [
      ...pictures.rows.map((row): FoundThing => ({ kind: 'picture', objectId: row.id, id: row.id, generation: row.generation, ...common(row), object: row.object ?? undefined, deleted: row.deleted_at !== null })),
      ...words.rows.map((row): FoundThing => ({
        kind: 'words',
        objectId: `${row.id}/words`,
        id: row.id,
        generation: row.id,
        ...common(row),
        object: row.own_keys ? `object/${row.id}/words` : undefined,
        deleted: false,
        sealed: new Uint8Array(row.words),
      })),
    ]
  } finally {
    await client.end()
  }
}

function common(row: { owner: string; hour: string; deadline: Date | null }): Pick<FoundThing, 'owner' | 'hour' | 'deadline'> {
  return { owner: row.owner, hour: row.hour as KeyName, deadline: row.deadline ?? undefined }
}
