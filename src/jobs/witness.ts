// What probes look at beside the program's own parts: the log on the disk, and the record of the outbound door.

import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Witness } from '../core/ports.ts'
import type { DoorRecord } from '../outbound/door.ts'

const file = /^gesso-\d{4}-\d{2}-\d{2}\.log$/
/** Bytes from the end of a file that are looked at. */
const mostBytes = 1_048_576

export function createWitness(logs: string, door?: { record(): DoorRecord[] }): Witness {
  return {
    async logLines(most) {
      const names = (await readdir(logs)).filter((name) => file.test(name)).sort().slice(-2)
      const tails = await Promise.all(names.map((name) => endOf(join(logs, name))))
      return tails.flatMap((tail) => tail.split('\n').filter((line) => line !== '')).slice(-most)
    },
    oldestLogDay: async () => (await readdir(logs)).filter((name) => file.test(name)).sort()[0]?.slice('gesso-'.length, -'.log'.length),
    connections: () => door?.record() ?? [],
  }
}

/** Whole lines only. */
async function endOf(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(0, size - mostBytes)
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(size - from), position: from })
    const text = buffer.toString('utf8', 0, bytesRead)
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } finally {
    await handle.close()
  }
}
