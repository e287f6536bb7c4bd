// Addresses that open one picture to whoever holds them: the token in the address is a key of its own.

import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { fileOf, smallFileOf } from './generate.ts'
import { ownImage } from './images.ts'
import { keyNamesOf, keysOf, mimeOf, objectOf, openOrGone, privateKeys, type Variant } from './opening.ts'
import type { Bytes, Parts } from './ports.ts'
import type { ImageRow, LinkRow } from './rows.ts'
import { allServe, type Reader } from './rules.ts'
import { isOwnerHere } from './session-life.ts'

/** A signed address: works until the charter's minutes, the image or the session are over. */
export async function createLink(parts: Parts, caller: Caller, id: string): Promise<{ token: string; expiresAt: Date }> {
  need(caller, 'images:read')
  const { token, link } = await makeLink(parts, caller, id, { kind: 'address', milliseconds: parts.charter.links.minutes * 60_000 })
  return { token, expiresAt: link.expiresAt }
}

/** Never outlives the image. @throws Stated `not_found`, `gone` */
export async function makeLink(parts: Parts, caller: Caller, id: string, { kind, milliseconds }: { kind: LinkRow['kind']; milliseconds: number }): Promise<{ token: string; link: LinkRow }> {
  const { sealing, store, files, random, clock, vault } = parts
  const image = await ownImage(parts, caller, id)
  const keys = await keysOf(parts, caller, image)
  const full = keys && (await files.read(fileOf(id)))
  const small = keys && (await files.read(smallFileOf(id)))
  if (!keys || !full || !small) throw new Stated('gone')
  const secret = random.bytes(24)
  const createdAt = clock.now()
  const latest = createdAt.getTime() + milliseconds
  const locks = [sealing.pairFrom(secret, 'link').publicKey, ...(await vault.publicKeys(keyNamesOf(image)))]
  const link: LinkRow = {
    id: newId('lnk', random),
    owner: image.owner,
    kind,
    createdAt,
    digest: sealing.digest('link', secret),
    image: id,
    expiresAt: new Date(Math.min(latest, image.deadline?.getTime() ?? latest)),
    hour: image.hour,
    object: image.object,
    access: sealing.seal(`${id}/link`, locks, openOrGone(() => sealing.contentKey(id, keys, full))),
    smallAccess: sealing.seal(`${id}/small/link`, locks, openOrGone(() => sealing.contentKey(`${id}/small`, keys, small))),
  }
  await store.links.insert(link)
  return { token: Array.from(secret, (byte) => byte.toString(16).padStart(2, '0')).join(''), link }
}

/** What the holder of a token gets. A wrong one: `not_found`; an ended or revoked one: `gone`. */
export async function readByLink(parts: Parts, token: string, variant: Variant = 'full'): Promise<{ image: ImageRow; bytes: Bytes; mime: string; expiresAt: Date }> {
  const { sealing, store, files, vault } = parts
  if (!/^[0-9a-f]{48}$/.test(token)) throw new Stated('not_found')
  const secret = Uint8Array.from(token.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const link = await store.links.get(sealing.digest('link', secret))
  if (!link) throw new Stated('not_found')
  const image = await store.images.get(link.image)
  const vaultKeys = await privateKeys(vault, keyNamesOf(link))
  const now = parts.clock.now()
  const reader: Reader = { kind: 'link', expiresAt: link.expiresAt, revokedAt: link.revokedAt }
  // An address lives as long as who made it; what was shared on purpose may outlive a session.
  const over = link.expiresAt <= now || (link.kind === 'address' && !(await isOwnerHere(parts, link.owner)))
  if (!image || !vaultKeys || over || !allServe(parts.rules, image, reader, now)) throw new Stated('gone')
  const sealed = await files.read(variant === 'full' ? fileOf(image.id) : smallFileOf(image.id))
  if (!sealed) throw new Stated('gone')
  const object = objectOf(image.id, variant)
  const keys = [sealing.pairFrom(secret, 'link').privateKey, ...vaultKeys]
  const bytes = openOrGone(() => {
    const contentKey = sealing.open(`${object}/link`, keys, variant === 'full' ? link.access : link.smallAccess)
    return sealing.openWithContentKey(object, contentKey, sealed)
  })
  return { image, bytes, mime: mimeOf(image, variant), expiresAt: link.expiresAt }
}
