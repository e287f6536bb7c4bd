// What every driver's outbox must do.

import { expect, test } from 'vitest'
import type { MessageRow, Store } from '../../core/ports.ts'
import { at, bytes } from './samples.ts'

const message = (number: number, change: Partial<MessageRow> = {}): MessageRow => ({
  id: `msg_${number}`,
  channel: 'mail',
  template: 'notice',
  language: 'en',
  state: 'waiting',
  attempts: 0,
  createdAt: at(number),
  nextAt: at(number),
  expiresAt: at(1000),
  hour: 'hour/never',
  sealed: bytes(number),
  ...change,
})

export function messagesContract(make: () => Promise<Store>): void {
  test('waiting ones are taken once, oldest first, and again after their lease', async () => {
    const { messages } = await make()
    for (const number of [2, 1, 3]) await messages.insert(message(number))
    const taken = await Promise.all([messages.take(at(2), at(10), 5), messages.take(at(2), at(10), 5)])
    expect(taken.flat().map(({ id }) => id)).toEqual(['msg_1', 'msg_2'])
    expect(await messages.take(at(9), at(20), 5)).toMatchObject([{ id: 'msg_3' }])
    expect((await messages.take(at(10), at(20), 1)).map(({ id }) => id)).toEqual(['msg_1'])
    expect(await messages.countWaiting()).toBe(3)
  })

  test('what is noted once as ended stays so, without its words', async () => {
    const { messages } = await make()
    await messages.insert(message(1, { person: 'per_1' }))
    await messages.note('msg_1', { state: 'waiting', attempts: 1, code: 'timeout', nextAt: at(50), sealed: bytes(1) })
    expect(await messages.get('msg_1')).toEqual(message(1, { person: 'per_1', attempts: 1, code: 'timeout', nextAt: at(50) }))
    await messages.note('msg_1', { state: 'sent', attempts: 2, nextAt: at(50), endedAt: at(51) })
    await messages.note('msg_1', { state: 'failed', attempts: 3, code: 'late', nextAt: at(50), endedAt: at(52) })
    const { sealed: _, ...rest } = message(1, { person: 'per_1', attempts: 2, nextAt: at(50) })
    expect(await messages.get('msg_1')).toEqual({ ...rest, state: 'sent', endedAt: at(51) })
    expect(await messages.take(at(99), at(100), 5)).toEqual([])
  })

  test('they go with their person and when their time is over', async () => {
    const { messages } = await make()
    await messages.insert(message(1, { person: 'per_1' }))
    await messages.insert(message(2, { person: 'per_2', expiresAt: at(5) }))
    await messages.insert(message(3))
    expect((await messages.newest(2)).map(({ id }) => id)).toEqual(['msg_3', 'msg_2'])
    expect(await messages.removeOf('per_1')).toBe(1)
    expect(await messages.removeDue(at(5))).toBe(1)
    expect((await messages.newest(9)).map(({ id }) => id)).toEqual(['msg_3'])
    await expect(messages.insert(message(3))).rejects.toThrow()
  })
}
