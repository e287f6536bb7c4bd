// What every driver of `Vault` must do.

import { expect, test } from 'vitest'
import { KeyDestroyed } from '../core/errors.ts'
import type { KeyName, Vault } from '../core/ports.ts'
import { createSealing } from './envelope.ts'

const random = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) }

/** `make` gives an empty vault each time. */
export function vaultContract(make: () => Promise<Vault>): void {
  test('a pair is made on first use and stays the same', async () => {
    const vault = await make()
    expect(await vault.privateKey('owner/ann')).toBeUndefined()
    const publicKey = await vault.publicKey('owner/ann')
    expect(publicKey.length).toBe(32)
    expect(await vault.publicKey('owner/ann')).toEqual(publicKey)
    expect(await vault.publicKey('owner/ben')).not.toEqual(publicKey)
    const sealing = createSealing(random, random.bytes(32))
    const sealed = sealing.seal('x', [publicKey], new Uint8Array([1, 2]))
    expect(sealing.open('x', [(await vault.privateKey('owner/ann')) ?? new Uint8Array()], sealed)).toEqual(new Uint8Array([1, 2]))
  })

  test('many who ask at once get one pair', async () => {
    const vault = await make()
    const keys = await Promise.all(Array.from({ length: 20 }, () => vault.publicKey('hour/never')))
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
  })

  test('a destroyed key is gone, stays gone and is named no more', async () => {
    const vault = await make()
    for (const name of ['hour/2026-12-22T05', 'hour/2026-12-22T06', 'owner/ann'] as KeyName[]) await vault.publicKey(name)
    expect(await vault.names('hour/')).toEqual(['hour/2026-12-22T05', 'hour/2026-12-22T06'])
    await vault.destroy(['hour/2026-12-22T05', 'owner/ann'])
    expect(await vault.privateKey('hour/2026-12-22T05')).toBeUndefined()
    await expect(vault.publicKey('hour/2026-12-22T05')).rejects.toThrow(KeyDestroyed)
    await expect(vault.publicKey('owner/ann')).rejects.toThrow(KeyDestroyed)
    expect(await vault.names('')).toEqual(['hour/2026-12-22T06'])
    expect(await vault.privateKey('hour/2026-12-22T06')).toBeDefined()
    await vault.destroy(['hour/2026-12-22T05'])
    await vault.destroy([])
  })

  test('a key that was never made can be destroyed too, and is never made then', async () => {
    const vault = await make()
    await vault.destroy(['queue/2026-11-22T05'])
    await expect(vault.publicKey('queue/2026-11-22T05')).rejects.toThrow(KeyDestroyed)
  })

  test('what is handed out is a copy', async () => {
    const vault = await make()
    const publicKey = await vault.publicKey('owner/ann')
    const privateKey = await vault.privateKey('owner/ann')
    const before = privateKey?.slice()
    publicKey.fill(0)
    privateKey?.fill(0)
    expect(await vault.privateKey('owner/ann')).toEqual(before)
    expect(await vault.publicKey('owner/ann')).not.toEqual(publicKey)
  })

  test('making and destroying at once lose nothing', async () => {
    const vault = await make()
    const made = Array.from({ length: 30 }, (_, number): KeyName => `owner/${number}`)
    await Promise.all(made.flatMap((name, number) => [vault.publicKey(name), ...(number % 3 === 0 ? [vault.destroy([`queue/${number}`])] : [])]))
    expect(await vault.names('owner/')).toEqual([...made].sort())
  })
}
