// The vault in a folder keeps the contract, survives a crash at every step, and leaves no destroyed key behind.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { KeyDestroyed } from '../core/errors.ts'
import type { KeyName } from '../core/ports.ts'
import { openFileVault, type FileVault } from './file-vault.ts'
import type { VaultDisk } from './vault-disk.ts'
import { vaultContract } from './vault.contract.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const home = mkdtempSync(join(tmpdir(), 'gesso-vault-'))
let next = 0
const newFolder = (): string => join(home, String(next++))
const open: FileVault[] = []

async function openVault(folder: string, wrap?: (disk: VaultDisk) => VaultDisk): Promise<FileVault> {
  const vault = await openFileVault(folder, random, wrap)
  open.push(vault)
  return vault
}

afterEach(async () => {
  for (const vault of open.splice(0)) await vault.close()
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('in a folder', () => vaultContract(() => openVault(newFolder())))

test('keys and destroyed names outlive the process', async () => {
  const folder = newFolder()
  const first = await openVault(folder)
  const [ann, ben] = [await first.publicKey('owner/ann'), await first.publicKey('owner/ben')]
  await first.destroy(['owner/ben'])
  const carl = await first.publicKey('owner/carl')
  await first.close()
  const second = await openVault(folder)
  expect(await second.publicKey('owner/ann')).toEqual(ann)
  expect(await second.publicKey('owner/carl')).toEqual(carl)
  expect(ben.length).toBe(32)
  await expect(second.publicKey('owner/ben')).rejects.toThrow(KeyDestroyed)
})

test('nobody else can read the folder, no key lies in clear, and only one epoch remains', async () => {
  const folder = newFolder()
  const vault = await openVault(folder)
  await vault.publicKey('owner/ann')
  const secret = Buffer.from((await vault.privateKey('owner/ann')) ?? [])
  await vault.destroy(['owner/ben'])
  await vault.publicKey('owner/carl')
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
    const bytes = readFileSync(join(folder, name))
    expect(bytes.includes(secret) || bytes.includes(secret.toString('base64')) || bytes.includes('ann')).toBe(false)
  }
  expect(readdirSync(folder).sort()).toEqual(['added-2', 'epoch-2.key', 'lock', 'vault-2'])
})

test('a copy of the old files cannot be opened once the old epoch key is gone', async () => {
  const folder = newFolder()
  const copy = newFolder()
  const vault = await openVault(folder)
  await vault.publicKey('owner/ann')
  cpSync(folder, copy, { recursive: true })
  await vault.destroy(['owner/ann'])
  // All that is left of the old vault beside the keys of today.
  rmSync(join(copy, 'epoch-1.key'))
  cpSync(join(folder, 'epoch-2.key'), join(copy, 'epoch-1.key'))
  await expect(openVault(copy)).rejects.toMatchObject({ code: 'vault_broken' })
})

test('keys of objects lie on shelves of their own: destroying one leaves the others as they are', async () => {
  const folder = newFolder()
  const vault = await openVault(folder)
  const names = Array.from({ length: 40 }, (_, number): KeyName => `object/gen_${number}/words`)
  const made = await vault.publicKeys(['owner/ann', ...names])
  const before = readdirSync(folder)
  const [doomed] = names as [KeyName]
  await vault.destroy([doomed])
  const changed = readdirSync(folder).filter((name) => !before.includes(name))
  expect(changed).toHaveLength(3)
  expect(changed.every((name) => name.startsWith('objects-') && name.includes('-2'))).toBe(true)
  await vault.close()
  const again = await openVault(folder)
  expect(await again.privateKey(doomed)).toBeUndefined()
  expect(await again.names('object/')).toEqual(names.slice(1).sort())
  expect(await again.publicKeys(['owner/ann', ...names.slice(1)])).toEqual([made[0], ...made.slice(2)])
})

describe('a crash', () => {
  const kept: KeyName[] = ['owner/ann', 'hour/never', 'owner/late']

  /** Runs `work` on a disk that dies at step `at` (half of a write done), then opens what is left. */
  async function crashAt(at: number, work: (vault: FileVault) => Promise<unknown>): Promise<{ vault: FileVault; crashed: boolean; keys: string[] }> {
    const folder = newFolder()
    let steps = 0
    let armed = false
    let crashed = false
    const dying = (disk: VaultDisk): VaultDisk => {
      const step = (change: () => Promise<void>, half: () => Promise<void>) => async (): Promise<void> => {
        if (crashed) throw new Error('dead')
        if (armed && steps++ === at) {
          crashed = true
          await half()
          throw new Error('dead')
        }
        return change()
      }
      const nothing = async (): Promise<void> => undefined
      return {
        ...disk,
        write: (name, bytes) => step(() => disk.write(name, bytes), () => disk.write(name, bytes.subarray(0, bytes.length / 2)))(),
        writeAt: (name, position, bytes) => step(() => disk.writeAt(name, position, bytes), () => disk.writeAt(name, position, bytes.subarray(0, bytes.length / 2)))(),
        rename: (from, to) => step(() => disk.rename(from, to), nothing)(),
        erase: (name) => step(() => disk.erase(name), async () => disk.write(name, random.bytes(40)))(),
      }
    }
    const vault = await openVault(folder, dying)
    await vault.publicKey('owner/ann')
    await vault.publicKey('owner/doomed')
    await vault.publicKey('hour/never')
    await vault.destroy(['queue/old'])
    await vault.publicKey('owner/late')
    const keys = await Promise.all(kept.map(async (name) => Buffer.from((await vault.privateKey(name)) ?? []).toString('hex')))
    armed = true
    await work(vault).catch(() => undefined)
    await vault.close()
    return { vault: await openVault(folder), crashed, keys }
  }

  test('while destroying leaves a readable vault: everything before, or the key gone', async () => {
    const ends = new Set<string>()
    let at = 0
    for (; ; at++) {
      const { vault, crashed, keys } = await crashAt(at, (one) => one.destroy(['owner/doomed']))
      const now = await Promise.all(kept.map(async (name) => Buffer.from((await vault.privateKey(name)) ?? []).toString('hex')))
      expect(now).toEqual(keys)
      const gone = (await vault.privateKey('owner/doomed')) === undefined
      ends.add(gone ? 'gone' : 'still there')
      if (gone) await expect(vault.publicKey('owner/doomed')).rejects.toThrow(KeyDestroyed)
      if (!crashed) break
    }
    expect(at).toBe(7)
    expect(ends).toEqual(new Set(['gone', 'still there']))
  })

  test('while adding leaves a readable vault that adds again', async () => {
    const { vault, crashed, keys } = await crashAt(0, (one) => one.publicKey('owner/new'))
    expect(crashed).toBe(true)
    expect(await vault.privateKey('owner/new')).toBeUndefined()
    const [made, later] = [await vault.publicKey('owner/new'), await vault.publicKey('owner/newer')]
    expect([made.length, later.length]).toEqual([32, 32])
    const now = await Promise.all(kept.map(async (name) => Buffer.from((await vault.privateKey(name)) ?? []).toString('hex')))
    expect(now).toEqual(keys)
  })

  test('a write that failed without a crash spoils nothing that is added later', async () => {
    const folder = newFolder()
    let failing = false
    const vault = await openVault(folder, (disk) => ({
      ...disk,
      async writeAt(name, position, bytes) {
        if (!failing) return disk.writeAt(name, position, bytes)
        await disk.writeAt(name, position, bytes.subarray(0, 30))
        throw new Error('no space')
      },
    }))
    await vault.publicKey('owner/ann')
    failing = true
    await expect(vault.publicKey('owner/a-much-longer-name-than-the-others')).rejects.toThrow('no space')
    failing = false
    const ben = await vault.publicKey('owner/ben')
    await vault.close()
    expect(await (await openVault(folder)).publicKey('owner/ben')).toEqual(ben)
  })
})

describe('one process at a time', () => {
  test('a second one in this process is refused until the first is closed', async () => {
    const folder = newFolder()
    const first = await openVault(folder)
    await expect(openVault(folder)).rejects.toMatchObject({ code: 'vault_in_use' })
    await first.close()
    await openVault(folder)
  })

  test('one in another process is refused, until that is killed', async () => {
    const folder = newFolder()
    await (await openVault(folder)).close()
    const program = `
      import { openFileVault } from ${JSON.stringify(join(import.meta.dirname, 'file-vault.ts'))}
      await openFileVault(${JSON.stringify(folder)}, { bytes: (count) => new Uint8Array(count) })
      console.log('open')
      setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    await expect(openVault(folder)).rejects.toMatchObject({ code: 'vault_in_use', values: { folder, process: other.pid } })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await openVault(folder)
  })

  test('a lock of a number that another process has now, or of none, is stale', async () => {
    for (const left of ['1 123456789', '999999999 5', '', 'nonsense']) {
      const folder = newFolder()
      await (await openVault(folder)).close()
      writeFileSync(join(folder, 'lock'), left)
      await openVault(folder)
    }
  })
})

test('a vault with a missing or changed file says so', async () => {
  for (const spoil of ['vault-1', 'epoch-1.key', 'added-1']) {
    const folder = newFolder()
    await (await openVault(folder)).close()
    if (spoil === 'vault-1') writeFileSync(join(folder, spoil), readFileSync(join(folder, spoil)).reverse())
    else rmSync(join(folder, spoil))
    await expect(openVault(folder)).rejects.toMatchObject({ code: 'vault_broken' })
  }
})
