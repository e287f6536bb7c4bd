// gesso verify receipt.json: whether a receipt is word for word what a server signed, without a network.

import { readFile } from 'node:fs/promises'
import { canonical, type Receipt, type ReceiptKey } from '../core/receipts.ts'
import { isSignedBy } from '../sealing/signature.ts'
import { Failure } from './exit.ts'

export interface ReceiptVerdict {
  /** Whether the signing key is the one that was expected; null when none was named. */
  keyExpected: boolean | null
  receipt: Receipt
}

/** Whether a file looks like JSON at all; a picture never does. */
export const looksLikeReceipt = (file: Uint8Array): boolean => /^\s*\{/.test(new TextDecoder().decode(file.subarray(0, 64)))

/** @throws Failure `refused` for a receipt that was changed, or signed by another key than the one in `keyFile` */
export async function verifyReceipt(file: Uint8Array, keyFile?: string): Promise<ReceiptVerdict> {
  const read = parse(file)
  // GET /v1/requests/{id} answers with the receipt inside.
  const receipt = (isObject(read) && isObject(read.receipt) ? read.receipt : read) as Receipt
  const whole = isObject(receipt) && receipt.object === 'receipt' && receipt.format === 1 && typeof receipt.signature === 'string' && typeof receipt.key?.x === 'string'
  if (!whole) throw new Failure('usage', 'This is no receipt of Gesso.')
  const { signature, ...signed } = receipt
  const content = new TextEncoder().encode(canonical(signed))
  if (!isSignedBy(receipt.key.x, content, signature)) throw new Failure('refused', 'This receipt was changed after it was signed, or never was.')
  if (keyFile === undefined) return { receipt, keyExpected: null }
  const key = parse(await readFile(keyFile).catch(() => {
    throw new Failure('usage', `The file ${keyFile} cannot be read.`)
  })) as ReceiptKey
  if (key.x !== receipt.key.x) throw new Failure('refused', 'This receipt is unchanged, but another key than the one in that file signed it.')
  return { receipt, keyExpected: true }
}

export function textOfReceipt({ receipt, keyExpected }: ReceiptVerdict): string {
  const lines = receipt.stores.map(({ store, state, count, why, until }) => {
    const more = [count === undefined ? '' : String(count), why ?? '', until === undefined ? '' : `until ${until}`].filter(Boolean)
    return `  ${store}: ${state}${more.length > 0 ? ` (${more.join(', ')})` : ''}`
  })
  const law = receipt.kept_by_law.map(({ what, reason, until }) => `  kept by law: ${what}, ${reason}, until ${until}`)
  const key = keyExpected ? 'Signed by the key you named.' : `Signed by the key ${receipt.key.x}; compare it with /.well-known/gesso-receipt-key.json of the server.`
  return [`The receipt is unchanged. ${receipt.reason}, asked for at ${receipt.asked_at}, done at ${receipt.done_at}.`, key, ...lines, ...law].join('\n')
}

function parse(file: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch {
    throw new Failure('usage', 'This file is not valid JSON.')
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
