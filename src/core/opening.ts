// Which keys open a thing, and opening it: what a destroyed or changed key no longer opens is gone.

import type { Caller } from './callers.ts'
import { SealBroken, Stated } from './errors.ts'
import type { Bytes, KeyName, Parts, Vault } from './ports.ts'
import type { ImageRow } from './rows.ts'

export type Locked = Pick<ImageRow, 'hour' | 'object'>
export type Variant = 'full' | 'small'

export const keyNamesOf = ({ hour, object }: Locked): KeyName[] => (object ? [hour, object] : [hour])

export async function keysOf(parts: Parts, caller: Caller, of: Locked): Promise<Bytes[] | undefined> {
  const owner = await caller.unlock()
  const others = await privateKeys(parts.vault, keyNamesOf(of))
  return owner && others ? [owner, ...others] : undefined
}

/** All of them, or undefined when one was destroyed. */
export async function privateKeys(vault: Vault, names: KeyName[]): Promise<Bytes[] | undefined> {
  const keys = await Promise.all(names.map((name) => vault.privateKey(name)))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

/** The owner's own keys: without them nothing of the owner's can be opened. */
export async function keysOfOwner({ vault }: Parts, owner: string): Promise<KeyName[]> {
  const own = `owner/${owner.replace(/^owner\//, '')}`
  const later = (name: string): boolean => name.startsWith(`${own}/`) && /^\d+$/.test(name.slice(own.length + 1))
  return (await vault.names('owner/')).filter((name) => name === own || later(name))
}

/** @throws Stated `gone` where the keys no longer fit: their owner's key was destroyed and made anew */
export function openOrGone<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    throw error instanceof SealBroken ? new Stated('gone') : error
  }
}

export const objectOf = (image: string, variant: Variant): string => (variant === 'full' ? image : `${image}/small`)
export const mimeOf = (image: ImageRow, variant: Variant): string => (variant === 'small' ? 'image/webp' : `image/${image.format}`)
