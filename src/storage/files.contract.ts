// What every driver of `Files` must do.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Files } from '../core/ports.ts'

async function keysOf(files: Files, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of files.list(prefix)) keys.push(key)
  return keys.sort()
}

/** `make` gives empty files each time. */
export function filesContract(make: () => Promise<Files>): void {
  test('what was written is read back, whole, until it is removed', async () => {
    const files = await make()
    for (const length of [0, 1, 70_000]) {
      const bytes = new Uint8Array(length).fill(length & 255)
      await files.write('images/img_1', bytes)
      expect(await files.read('images/img_1')).toEqual(bytes)
    }
    await files.remove('images/img_1')
    expect(await files.read('images/img_1')).toBeUndefined()
    await files.remove('images/img_1')
  })

  test('many are removed together, missing ones and ones named twice among them, and the others stay', async () => {
    const files = await make()
    const keys = Array.from({ length: 40 }, (_, number) => `images/img_${number}`)
    for (const key of keys) await files.write(key, new Uint8Array(3))
    await files.removeAll([...keys.slice(0, 30), keys[0]!, 'images/none', 'nowhere/none'])
    expect(await keysOf(files, 'images/')).toEqual(keys.slice(30).sort())
    await files.removeAll([])
    await expect((async () => files.removeAll([keys[39]!, '../x']))()).rejects.toThrow(RangeError)
    expect(await files.read(keys[39]!)).toBeDefined()
  })

  test('what is not there is undefined', async () => {
    const files = await make()
    expect(await files.read('images/none')).toBeUndefined()
    expect(await keysOf(files, 'images/')).toEqual([])
  })

  test('a caller that changes its bytes later changes nothing here', async () => {
    const files = await make()
    const bytes = new Uint8Array([1, 2, 3])
    await files.write('a', bytes)
    bytes[0] = 9
    const read = await files.read('a')
    expect(read).toEqual(new Uint8Array([1, 2, 3]))
    read?.fill(0)
    expect(await files.read('a')).toEqual(new Uint8Array([1, 2, 3]))
  })

  test('lists keys by prefix with size and time', async () => {
    const files = await make()
    for (const key of ['images/a', 'images/a-small', 'images/b', 'imports/a', 'x']) await files.write(key, new Uint8Array(7))
    expect(await keysOf(files, 'images/')).toEqual(['images/a', 'images/a-small', 'images/b'])
    expect(await keysOf(files, 'images/a')).toEqual(['images/a', 'images/a-small'])
    expect(await keysOf(files, 'im')).toEqual(['images/a', 'images/a-small', 'images/b', 'imports/a'])
    expect(await keysOf(files, '')).toEqual(['images/a', 'images/a-small', 'images/b', 'imports/a', 'x'])
    for await (const { size, writtenAt } of files.list('x')) {
      expect(size).toBe(7)
      expect(writtenAt).toBeInstanceOf(Date)
    }
  })

  test('no key leaves its folder', async () => {
    const files = await make()
    const bad = ['', '/', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', 'a/./b', 'A', 'a.b', 'a\0', 'a b', '@00/a', 'é', 'a\\b', `${'a'.repeat(101)}`]
    for (const key of bad) {
      await expect((async () => files.write(key, new Uint8Array(1)))(), key).rejects.toThrow(RangeError)
      await expect((async () => files.read(key))(), key).rejects.toThrow(RangeError)
      await expect((async () => files.remove(key))(), key).rejects.toThrow(RangeError)
    }
    await expect(keysOf(files, '../')).rejects.toThrow(RangeError)
  })

  test('many writes at once, also of one key, leave one whole version', async () => {
    const files = await make()
    await Promise.all(Array.from({ length: 20 }, (_, number) => files.write('same', new Uint8Array(5000).fill(number))))
    const read = await files.read('same')
    expect(read?.length).toBe(5000)
    expect(new Set(read).size).toBe(1)
    expect(await keysOf(files, '')).toEqual(['same'])
  })

  test('behaves like a map, whatever the order of calls', async () => {
    const key = fc.constantFrom('a', 'a/b', 'a/c', 'b-1', 'b_2')
    const step = fc.record({ key, bytes: fc.option(fc.uint8Array({ maxLength: 20 }), { nil: undefined }) })
    const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const files = await make()
      const model = new Map<string, Uint8Array>()
      for (const { key: name, bytes } of steps) {
        if (bytes) {
          await files.write(name, bytes)
          model.set(name, bytes)
        } else {
          await files.remove(name)
          model.delete(name)
        }
      }
      expect(await keysOf(files, '')).toEqual([...model.keys()].sort())
      for (const [name, bytes] of model) expect(await files.read(name)).toEqual(bytes)
    })
    await fc.assert(property, { numRuns: 15 })
  })
}
