// Taking a copy in: what another server gave somebody becomes theirs here too, as uploads, marked as imported.

import { deadlineOf, hourKeyOf, joinKeys, locksOf, newId, objectNames, pictureKeyOf, queueKeyOf } from './birth.ts'
import { need, needAccountFor, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { finishImport } from './finishing.ts'
import { fileOf, smallFileOf } from './generate.ts'
import { wordings } from './orders.ts'
import { packImported, type ImportedWords } from './packing.ts'
import type { Bytes, ImageFormat, OpenedUpload, Parts } from './ports.ts'
import type { GenerationRow, ImageRow } from './rows.ts'
import { askAll, mostDaysOf } from './rules.ts'

/** One generation of a copy, its JSON already checked. */
export interface ComingGeneration {
  /** Its file in the archive, for what is told of it. */
  file: string
  words: ImportedWords
  pictures: ComingPicture[]
}

export interface ComingPicture {
  file: string
  format: ImageFormat
  seed: number
  /** undefined when the archive has no such file. */
  read(): Bytes | undefined
}

/** `not-in-copy` = its file is missing; `words-refused`, `picture-refused` = a rule said no; the others as for uploads. */
export type WhyLeftOut = 'not-in-copy' | 'unreadable' | 'disguised' | 'too-many-pixels' | 'too-large' | 'words-refused' | 'picture-refused'

export interface Imported {
  generations: number
  pictures: number
  leftOut: Array<{ file: string; why: WhyLeftOut }>
}

/** Pictures opened in one limited process. */
const atOnce = 8

/**
 * Everything is checked before anything is kept; then generation by generation: words by the rules, pictures decoded
 * in the limited process, seen by the rules, encoded anew. One that cannot come is left out and told.
 * @throws Stated `import_off`, `import_full`, `import_too_large`
 */
export async function importCopy(parts: Parts, caller: Caller, coming: readonly ComingGeneration[]): Promise<Imported> {
  need(caller, 'images:make')
  needAccountFor(parts.charter, caller, 'imports')
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'make', caller }, parts))
  await checkRoom(parts, caller, coming)
  const done: Imported = { generations: 0, pictures: 0, leftOut: [] }
  for (const one of coming) {
    const pictures = await admit(parts, caller, one, done)
    if (pictures.length === 0) continue
    await keep(parts, caller, one.words, pictures)
    done.generations++
    done.pictures += pictures.length
  }
  parts.log.write({ level: 'info', event: 'copy-imported', count: done.pictures })
  return done
}

export function checkImports({ charter }: Parts): void {
  if (!charter.imports.enabled) throw new Stated('import_off')
}

async function checkRoom(parts: Parts, caller: Caller, coming: readonly ComingGeneration[]): Promise<void> {
  checkImports(parts)
  const { pictures: most, bytes, heldPictures } = parts.charter.imports
  const pictures = coming.reduce((sum, one) => sum + one.pictures.length, 0)
  if (pictures > most) throw new Stated('import_too_large', { pictures: most, bytes })
  const count = pictures + (await parts.store.images.countOf(caller.owner)).images
  if (count > heldPictures) throw new Stated('import_full', { count, most: heldPictures })
}

interface Admitted {
  picture: OpenedUpload
  format: ImageFormat
  seed: number
}

/** What of a generation may come in; why the rest may not is written into `done`. */
async function admit(parts: Parts, caller: Caller, { file, words, pictures }: ComingGeneration, done: Imported): Promise<Admitted[]> {
  const leaveOut = (what: string, why: WhyLeftOut): void => void done.leftOut.push({ file: what, why })
  const request = { prompt: words.prompt, enhanced: words.enhanced, negativePrompt: words.negativePrompt, pictures: Math.max(1, pictures.length) }
  const refused = await refusalOf(async () => {
    for (const said of wordings(request)) await askAll(parts.rules, (rule) => rule.checkRequest?.(said, caller, parts.charter, parts))
  })
  const tooLong = [words.prompt, words.enhanced ?? '', words.negativePrompt ?? ''].some((text) => [...text].length > parts.charter.limits.promptCharacters)
  if (refused || tooLong) {
    leaveOut(file, 'words-refused')
    return []
  }
  const admitted: Admitted[] = []
  for (let start = 0; start < pictures.length; start += atOnce) {
    const some = pictures.slice(start, start + atOnce).flatMap((one) => {
      const bytes = one.read()
      if (bytes && bytes.length <= parts.charter.uploads.fileBytes) return [{ ...one, bytes }]
      leaveOut(one.file, bytes ? 'too-large' : 'not-in-copy')
      return []
    })
    for (const [place, opened] of (await openAll(parts, some.map(({ bytes }) => bytes))).entries()) {
      const one = some[place]
      if (!one) continue
      if (typeof opened === 'string') leaveOut(one.file, opened)
      else if (await refusalOf(() => askAll(parts.rules, (rule) => rule.checkPicture?.(opened, 'import', caller, parts)))) leaveOut(one.file, 'picture-refused')
      else admitted.push({ picture: opened, format: one.format, seed: one.seed })
    }
  }
  return admitted
}

/** One that the limited process gives up on takes no other with it: each is then tried alone. */
async function openAll(parts: Parts, files: readonly Bytes[]): Promise<Array<OpenedUpload | 'unreadable' | 'disguised' | 'too-many-pixels'>> {
  if (files.length === 0) return []
  const pixels = parts.charter.uploads.megapixels * 1_000_000
  try {
    return await parts.pixels.openUploads(files, { pixels, kept: pixels })
  } catch (error) {
    if (!(error instanceof Stated) || error.code !== 'upload_costly') throw error
    if (files.length === 1) return ['unreadable']
    return (await Promise.all(files.map((file) => openAll(parts, [file])))).flat()
  }
}

/** Whether a rule said no, or could not say. */
async function refusalOf(ask: () => Promise<void>): Promise<boolean> {
  try {
    await ask()
    return false
  } catch (error) {
    if (error instanceof Stated) return true
    throw error
  }
}

/** Sealed as everything else is: a generation that has ended, with its pictures. Its life begins now. */
async function keep(parts: Parts, caller: Caller, words: ImportedWords, admitted: readonly Admitted[]): Promise<void> {
  const { clock, charter, random, sealing, store, vault, files } = parts
  const now = clock.now()
  const id = newId('gen', random)
  const deadline = deadlineOf(charter, now, await mostDaysOf(parts, caller))
  const hour = hourKeyOf(deadline)
  const objectKeys = caller.kind === 'session' ? undefined : joinKeys(await vault.publicKeys(objectNames(id, admitted.length)))
  const locks = { ownerKey: caller.ownerKey, hourKey: await vault.publicKey(hour), objectKeys }
  const born = { owner: caller.owner, hour, createdAt: now, deadline, charterVersion: charter.version }
  const first = admitted[0]?.picture ?? { width: 1, height: 1 }
  const seeds = admitted.map(({ seed }) => seed)
  const packed = packImported({ ...words, width: first.width, height: first.height, seeds, importedAt: now })
  const row: Omit<GenerationRow, 'turn'> = {
    id,
    ...born,
    ...locks,
    queue: queueKeyOf(now),
    // A place in line of its own: what comes in does not push its owner's orders back.
    share: 'import',
    state: 'finished',
    tier: 'imported',
    endedAt: now,
    words: sealing.seal(`${id}/words`, locksOf(locks, 0), packed.words),
    outcome: sealing.seal(`${id}/outcome`, locksOf(locks, 0), packed.outcome),
    pictures: admitted.length,
    fence: 0,
    attempts: 0,
    cancelAsked: false,
  }
  const images: ImageRow[] = []
  for (const [number, { picture, format }] of admitted.entries()) {
    const image = newId('img', random)
    const { file, small } = await finishImport(parts, picture, format, { image, importedAt: now, model: words.model, version: words.version, madeAt: words.madeAt })
    await files.write(fileOf(image), sealing.seal(image, locksOf(locks, number + 1), file))
    await files.write(smallFileOf(image), sealing.seal(`${image}/small`, locksOf(locks, number + 1), small))
    images.push({ id: image, generation: id, number, object: objectKeys && pictureKeyOf(id, number), format, size: file.length, ...born })
  }
  await store.transaction(async (tables) => {
    await tables.generations.insert(row)
    for (const image of images) await tables.images.insert(image)
  })
}

