// A finished generation in the shapes that Z.ai's and BigModel's clients read.

import type { AskOfCaller } from '../ask.ts'
import { addressOf, type Made } from '../openai/answers.ts'

export interface ZaiFilter {
  role: 'assistant' | 'user'
  /** 0 is the worst, 3 the mildest. */
  level: number
}

export interface ZaiImages {
  created: number
  data: Array<{ url: string }>
  content_filter: ZaiFilter[]
}

export async function describeZai(ask: AskOfCaller, made: Made): Promise<ZaiImages> {
  const { view } = made
  return { created: Math.floor(view.createdAt.getTime() / 1000), data: await addressesOf(ask, made), content_filter: filterOf(ask) }
}

export const addressesOf = (ask: AskOfCaller, { images }: Made): Promise<Array<{ url: string }>> =>
  Promise.all(images.map(async ({ id }) => ({ url: await addressOf(ask, id) })))

/** Only where something judged the picture is anything said of it. */
export const filterOf = ({ parts }: AskOfCaller): ZaiFilter[] => (parts.rules.some((rule) => rule.judge) ? [{ role: 'assistant', level: 3 }] : [])
