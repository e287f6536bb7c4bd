// The few things a vault does to its folder; every change is on the disk when it resolves.

import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Stated } from '../core/errors.ts'
import type { Bytes } from '../core/ports.ts'

export interface VaultDisk {
  names(): Promise<string[]>
  read(name: string): Promise<Bytes | undefined>
  /** Makes or replaces a file; a crash can leave it half written. */
  write(name: string, bytes: Bytes): Promise<void>
  writeAt(name: string, position: number, bytes: Bytes): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Overwrites, then removes. */
  erase(name: string): Promise<void>
}

export async function openVaultDisk(folder: string): Promise<VaultDisk> {
  await mkdir(folder, { recursive: true, mode: 0o700 })

  const syncFolder = async (): Promise<void> => {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }

  const writeInto = async (name: string, flags: string, position: number, bytes: Bytes): Promise<void> => {
    try {
      const handle = await open(join(folder, name), flags, 0o600)
      try {
        for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
        await handle.sync()
      } finally {
        await handle.close()
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw code === 'ENOSPC' || code === 'EDQUOT' ? new Stated('disk_full') : error
    }
  }

  return {
    names: () => readdir(folder),
    async read(name) {
      try {
        return new Uint8Array(await readFile(join(folder, name)))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async write(name, bytes) {
      await writeInto(name, 'w', 0, bytes)
      await syncFolder()
    },
    writeAt: (name, position, bytes) => writeInto(name, 'r+', position, bytes),
    async rename(from, to) {
      await rename(join(folder, from), join(folder, to))
      await syncFolder()
    },
    async erase(name) {
      const length = (await readFile(join(folder, name)).catch(() => Buffer.alloc(0))).length
      if (length > 0) await writeInto(name, 'r+', 0, new Uint8Array(randomBytes(length)))
      await rm(join(folder, name), { force: true })
      await syncFolder()
    },
  }
}
