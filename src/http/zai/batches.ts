// POST /batches in Z.ai's dialect: pictures by words, answered by addresses.

import type { AskOfCaller } from '../ask.ts'
import { answerNewBatch } from '../openai/batches.ts'

const endpoints = ['/v4/images/generations'] as const

export async function createZaiBatch(ask: AskOfCaller): Promise<Response> {
  return answerNewBatch(ask, endpoints, { removesInput: true })
}
