// Files on a disk keep the contract, and their writes are whole.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { filesContract } from './files.contract.ts'
import { createDiskFiles } from './files-on-disk.ts'

const home = mkdtempSync(join(tmpdir(), 'gesso-files-'))
let next = 0
const newFolder = (): string => join(home, String(next++))
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('on disk', () => filesContract(async () => createDiskFiles(newFolder())))

test('a key can be the beginning of another one', async () => {
  const files = createDiskFiles(newFolder())
  await files.write('a', new Uint8Array(1))
  await files.write('a/b', new Uint8Array(2))
  expect((await files.read('a'))?.length).toBe(1)
  expect((await files.read('a/b'))?.length).toBe(2)
})

test('nobody else on the machine can read the files', async () => {
  const folder = newFolder()
  await createDiskFiles(folder).write('images/a', new Uint8Array(3))
  const entries = await readdir(folder, { recursive: true })
  for (const entry of entries) expect((await stat(join(folder, entry))).mode & 0o077).toBe(0)
})

test('what a broken write left is not listed and goes with tidy', async () => {
  const folder = newFolder()
  const files = createDiskFiles(folder)
  await files.write('images/a', new Uint8Array(3))
  const file = (await readdir(folder, { recursive: true, withFileTypes: true })).find((entry) => entry.isFile())
  const left = join(file?.parentPath ?? '', `${file?.name}.0123456789ab.unfinished`)
  await writeFile(left, 'half')
  await utimes(left, new Date('2026-01-01'), new Date('2026-01-01'))
  const keys: string[] = []
  for await (const { key } of files.list('')) keys.push(key)
  expect(keys).toEqual(['images/a'])
  expect(await files.tidy(new Date('2025-12-31'))).toBe(0)
  expect(await files.tidy(new Date('2026-01-02'))).toBe(1)
  await expect(readFile(left)).rejects.toThrow('ENOENT')
  expect((await files.read('images/a'))?.length).toBe(3)
})

test('a write that fails leaves no remains', async () => {
  const folder = newFolder()
  const files = createDiskFiles(folder)
  await files.write('images/a', new Uint8Array(3))
  const file = (await readdir(folder, { recursive: true, withFileTypes: true })).find((entry) => entry.isFile())
  const place = join(file?.parentPath ?? '', 'a')
  await rm(place)
  // A full folder in the file's place makes the rename fail.
  await mkdir(join(place, 'inside'), { recursive: true })
  await expect(files.write('images/a', new Uint8Array(4))).rejects.toThrow()
  expect(await readdir(file?.parentPath ?? '')).toEqual(['a'])
})

test('a full disk is stated, and the version before stays', async (context) => {
  const folder = newFolder()
  await mkdir(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'gesso-test', folder]).status === 0
  if (!mounted) context.skip('needs the right to mount a small disk')
  try {
    const files = createDiskFiles(folder)
    await files.write('images/a', new Uint8Array(1000))
    await expect(files.write('images/a', new Uint8Array(1_000_000))).rejects.toMatchObject({ code: 'disk_full' })
    expect((await files.read('images/a'))?.length).toBe(1000)
    expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.unfinished'))).toEqual([])
  } finally {
    spawnSync('umount', [folder])
  }
})
