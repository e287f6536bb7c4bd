// What every driver's log of calls must do.

import { expect, test } from 'vitest'
import type { CallRow } from '../../core/call-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at, bytes } from './samples.ts'

const call = (number: number, more: Partial<CallRow> = {}): CallRow => ({ id: `req_${number}`, owner: 'ann', at: at(number), method: 'POST', route: '/v1/generations', status: 202, milliseconds: 12, ...more })
const all = { since: at(0), limit: 50 }

export function callContract(make: () => Promise<Store>): void {
  test('calls are listed newest first, page by page, by what is asked for', async () => {
    const { calls } = await make()
    const failed = call(3, { status: 429, code: 'too_many_requests', key: 'key_1', model: 'painter' })
    await calls.add([call(1), call(2, { key: 'key_1', made: 'gen_2' }), failed, call(4, { owner: 'ben' })])
    await calls.add([])
    const ids = async (page: object) => (await calls.listOf('ann', { ...all, ...page })).map(({ id }) => id)
    expect(await ids({})).toEqual(['req_3', 'req_2', 'req_1'])
    expect(await calls.listOf('ann', { ...all, limit: 1 })).toEqual([failed])
    expect(await ids({ after: 'req_3', limit: 1 })).toEqual(['req_2'])
    expect(await ids({ key: 'key_1' })).toEqual(['req_3', 'req_2'])
    expect(await ids({ status: [400, 499] })).toEqual(['req_3'])
    expect(await ids({ model: 'painter' })).toEqual(['req_3'])
    expect(await ids({ since: at(2), until: at(2) })).toEqual(['req_2'])
    expect(await calls.countOf('ann')).toEqual({ calls: 3, oldest: at(1) })
    expect(await calls.countOf('eve')).toEqual({ calls: 0, oldest: undefined })
  })

  test('calls go by age and with their owner; of a closed account none is kept', async () => {
    const { calls, accounts } = await make()
    await accounts.insert({ id: 'acc_here', kind: 'individual', profile: bytes(1), createdAt: at(0), standing: 'good', standingSince: at(0), verification: 'none' })
    await calls.add([call(1), call(2), call(5), call(3, { owner: 'owner/acc_here' }), call(4, { owner: 'owner/acc_gone' })])
    expect((await calls.countOf('owner/acc_here')).calls).toBe(1)
    expect((await calls.countOf('owner/acc_gone')).calls).toBe(0)
    expect(await calls.oldest()).toEqual(at(1))
    expect(await calls.removeBefore(at(2))).toBe(1)
    expect(await calls.removeOf('ann', at(4))).toBe(1)
    expect((await calls.listOf('ann', all)).map(({ id }) => id)).toEqual(['req_5'])
    expect((await calls.countOf('owner/acc_here')).calls).toBe(1)
  })
}
