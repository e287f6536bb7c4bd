// An archive that is never whole in memory: pulled entry by entry, as fast as the client reads.

import { Zip, ZipPassThrough } from 'fflate'

export interface Entry {
  path: string
  bytes: Uint8Array
}

/** `first` was asked for before, so that a refusal is a plain error and no broken archive. */
export function zipped(mtime: Date, first: IteratorResult<Entry>, entries: AsyncGenerator<Entry>): ReadableStream<Uint8Array> {
  let chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    chunks.push(chunk)
  })
  let next: IteratorResult<Entry> | undefined = first
  return new ReadableStream({
    async pull(controller) {
      const { value: entry, done } = next ?? (await entries.next())
      next = undefined
      if (done) zip.end()
      else {
        const file = new ZipPassThrough(entry.path)
        file.mtime = mtime
        zip.add(file)
        file.push(entry.bytes, true)
      }
      for (const chunk of chunks) controller.enqueue(chunk)
      chunks = []
      if (done) controller.close()
    },
    async cancel() {
      zip.terminate()
      await entries.return(undefined)
    },
  })
}
