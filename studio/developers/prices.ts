// What pictures cost, in words.

import type { Language, Say } from '../words/words.ts'

const amountOf = (language: Language, micro: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(micro / 1_000_000)

/** Of one picture; `micro` = millionths of the currency's unit, as the API tells prices. */
export function sayPrice(say: Say, language: Language, micro: number): string {
  return micro > 0 ? say('dev.price', { amount: amountOf(language, micro) }) : say('dev.free')
}

/** Of so many together. */
export function sayPriceOf(say: Say, language: Language, micro: number, pictures: number): string {
  return micro > 0 ? say('dev.priceOf', { amount: amountOf(language, micro * pictures) }) : say('dev.free')
}

/** Of one request that is passed on. */
export function sayRequestPrice(say: Say, language: Language, micro: number): string {
  return micro > 0 ? say('dev.requestPrice', { amount: amountOf(language, micro) }) : say('dev.free')
}
