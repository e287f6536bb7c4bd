// Carrying a visitor's session over into an account, when its owner asks: everything finished is opened with the session's key and sealed anew.

import { joinKeys, locksOf, newId, objectNames, pictureKeyOf } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { fileOf, smallFileOf } from './generate.ts'
import type { Bytes, Parts } from './ports.ts'
import type { GenerationRow, ImageRow } from './rows.ts'
import { sessionIdOf } from './session-life.ts'
import { endSession } from './sessions.ts'

const page = 50

/**
 * Generation by generation, each in one step; then the session ends, and its own copies with it. Deadlines stay as they
 * are. Unfinished orders and share links do not come along. Returns how many generations came. @throws Stated `session_missing`
 */
export async function carrySession(parts: Parts, from: Caller, to: Caller): Promise<number> {
  const session = sessionIdOf(from.owner)
  const key = await from.unlock()
  if (session === undefined || !key) throw new Stated('session_missing')
  need(to, 'images:make')
  let carried = 0
  let before: string | undefined
  for (;;) {
    const rows = await parts.store.generations.listOf(from.owner, before === undefined ? { limit: page } : { before, limit: page })
    for (const row of rows) if (row.state === 'finished' && (await carryOne(parts, key, to, row))) carried++
    before = rows.at(-1)?.id
    if (rows.length < page) break
  }
  await endSession(parts, session)
  parts.log.write({ level: 'info', event: 'session-carried', count: carried })
  return carried
}

/** false when its time is over. */
async function carryOne(parts: Parts, sessionKey: Bytes, to: Caller, old: GenerationRow): Promise<boolean> {
  const { vault, sealing, random, store } = parts
  const hourKey = await vault.privateKey(old.hour)
  if (!hourKey || (old.deadline && old.deadline <= parts.clock.now())) return false
  const keys = [sessionKey, hourKey]
  const id = newId('gen', random)
  const objectKeys = joinKeys(await vault.publicKeys(objectNames(id, old.pictures)))
  const locks = { ownerKey: to.ownerKey, hourKey: old.hourKey, objectKeys }
  const reseal = (was: string, becomes: string, place: number, sealed: Bytes): Bytes => sealing.seal(becomes, locksOf(locks, place), sealing.open(was, keys, sealed))
  const images: ImageRow[] = []
  for (const image of await store.images.ofGeneration(old.id)) {
    if (image.deletedAt) continue
    const next = newId('img', random)
    const [file, small] = await Promise.all([parts.files.read(fileOf(image.id)), parts.files.read(smallFileOf(image.id))])
    if (!file || !small) continue
    await parts.files.write(fileOf(next), reseal(image.id, next, image.number + 1, file))
    await parts.files.write(smallFileOf(next), reseal(`${image.id}/small`, `${next}/small`, image.number + 1, small))
    images.push({ ...image, id: next, generation: id, owner: to.owner, object: pictureKeyOf(id, image.number) })
  }
  const { turn: _turn, lease: _lease, order: _order, ...kept } = old
  const outcome = old.outcome ? { outcome: reseal(`${old.id}/outcome`, `${id}/outcome`, 0, old.outcome) } : {}
  const note = old.note ? { note: reseal(`${old.id}/note`, `${id}/note`, 0, old.note) } : {}
  const row = { ...kept, ...locks, ...outcome, ...note, id, owner: to.owner, share: 'import' as const, words: reseal(`${old.id}/words`, `${id}/words`, 0, old.words) }
  await store.transaction(async (tables) => {
    await tables.generations.insert(row)
    for (const image of images) await tables.images.insert(image)
  })
  return true
}
