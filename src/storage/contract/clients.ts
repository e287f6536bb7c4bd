// What every driver's kept files, batches and webhooks must do.

import { expect, test } from 'vitest'
import type { BatchRow, DeliveryRow, KeptFileRow, WebhookRow } from '../../core/client-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at, bytes } from './samples.ts'

const file = (number: number, more: Partial<KeptFileRow> = {}): KeptFileRow => ({
  id: `file_${number}`, owner: 'ann', purpose: 'batch', size: 10, createdAt: at(number), hour: 'hour/never', object: `object/file_${number}`, facts: bytes(1), ...more,
})

const batch = (number: number, more: Partial<BatchRow> = {}): BatchRow => ({
  id: `batch_${number}`, owner: 'ann', endpoint: '/v1/images/generations', state: 'validating', inputFile: 'file_1', total: 0, completed: 0, failed: 0, createdAt: at(number),
  endsAt: at(1000), removesInput: false, hour: 'hour/never', object: `object/batch_${number}`, facts: bytes(2), ...more,
})

const webhook = (number: number, more: Partial<WebhookRow> = {}): WebhookRow => ({ id: `hook_${number}`, owner: 'ann', events: ['batch.completed'], createdAt: at(number), object: `object/hook_${number}`, facts: bytes(3), ...more })

const delivery = (number: number, more: Partial<DeliveryRow> = {}): DeliveryRow => ({
  id: `dlv_${number}`, webhook: 'hook_1', owner: 'ann', event: 'batch.completed', subject: 'batch_1', state: 'waiting', createdAt: at(number), attempts: 0, nextAt: at(number), ...more,
})

const ids = (rows: ReadonlyArray<{ id: string }>): string[] => rows.map(({ id }) => id)

export function clientContract(make: () => Promise<Store>): void {
  test('kept files are listed by age, page by page, until they are marked deleted', async () => {
    const { keptFiles } = await make()
    for (const number of [1, 2, 3]) await keptFiles.insert(file(number, number === 3 ? { purpose: 'vision', batch: 'batch_1', part: 'output', deadline: at(50) } : {}))
    await keptFiles.insert(file(4, { owner: 'ben' }))
    await expect(keptFiles.insert(file(1))).rejects.toThrow()
    expect(await keptFiles.get('file_3')).toEqual(file(3, { purpose: 'vision', batch: 'batch_1', part: 'output', deadline: at(50) }))
    expect(ids(await keptFiles.listOf('ann', { limit: 2 }))).toEqual(['file_3', 'file_2'])
    expect(ids(await keptFiles.listOf('ann', { limit: 2, after: 'file_2' }))).toEqual(['file_1'])
    expect(ids(await keptFiles.listOf('ann', { limit: 9, oldestFirst: true, purpose: 'batch' }))).toEqual(['file_1', 'file_2'])
    expect(await keptFiles.countOf('ann')).toEqual({ files: 3, bytes: 30, next: at(50) })
    await keptFiles.markDeleted('file_2', at(9))
    expect(await keptFiles.get('file_2')).toBeUndefined()
    expect(ids(await keptFiles.due(at(49), 9))).toEqual(['file_2'])
    expect(ids(await keptFiles.due(at(50), 9))).toEqual(['file_2', 'file_3'])
    expect(await keptFiles.markDeletedOf('ann', at(2))).toBe(1)
    expect(ids(await keptFiles.allOf('ann', at(99)))).toEqual(['file_1', 'file_2', 'file_3'])
    await keptFiles.remove('file_2')
    expect(ids(await keptFiles.allOf('ann', at(99)))).toEqual(['file_1', 'file_3'])
    expect((await keptFiles.countOf('ann')).files).toBe(1)
  })

  test('a batch is held by one at a time, goes on from its lines, and ends once', async () => {
    const { batches } = await make()
    await batches.insert(batch(1))
    await batches.insert(batch(2))
    expect((await batches.take(at(10), at(20)))?.id).toBe('batch_1')
    expect((await batches.take(at(10), at(20)))?.id).toBe('batch_2')
    expect(await batches.take(at(10), at(20))).toBeUndefined()
    expect((await batches.take(at(20), at(30)))?.id).toBe('batch_1')
    expect(await batches.note('batch_1', { total: 0, completed: 0, failed: 0 }, at(21), at(31))).toBe('validating')
    expect(await batches.note('batch_1', { total: 2, completed: 1, failed: 0 }, at(22), at(32))).toBe('in_progress')
    expect(await batches.get('batch_1')).toEqual(batch(1, { state: 'in_progress', total: 2, completed: 1, startedAt: at(22), heldUntil: at(32) }))
    await batches.addLine({ batch: 'batch_1', number: 1, failed: false, answer: bytes(7) })
    await batches.addLine({ batch: 'batch_1', number: 1, failed: true, answer: bytes(8) })
    await batches.addLine({ batch: 'batch_1', number: 2, failed: true, answer: bytes(9) })
    await batches.addLine({ batch: 'batch_none', number: 1, failed: true, answer: bytes(9) })
    expect(await batches.linesOf('batch_1', 0, 1)).toEqual([{ batch: 'batch_1', number: 1, failed: false, answer: bytes(7) }])
    expect((await batches.linesOf('batch_1', 2, 9)).map(({ number }) => number)).toEqual([2])
    expect(await batches.askCancel('batch_1', 'ben')).toBe(false)
    expect(await batches.askCancel('batch_1', 'ann')).toBe(true)
    expect(await batches.note('batch_1', { total: 2, completed: 1, failed: 1 }, at(23), at(33))).toBe('cancelling')
    await batches.letGo('batch_1')
    expect((await batches.take(at(24), at(34)))?.state).toBe('cancelling')
    const last = batch(1, { state: 'cancelled', total: 2, completed: 1, failed: 1, startedAt: at(22), endedAt: at(25), outputFile: 'file_9', deadline: at(80) })
    expect(await batches.end(last)).toBe(true)
    expect(await batches.end(last)).toBe(false)
    expect(await batches.askCancel('batch_1', 'ann')).toBe(false)
    expect(await batches.get('batch_1')).toEqual(last)
    expect(await batches.note('batch_none', { total: 1, completed: 0, failed: 0 }, at(1), at(2))).toBeUndefined()
  })

  test('batches are listed, counted, due and removed with their lines', async () => {
    const { batches } = await make()
    for (const number of [1, 2, 3]) await batches.insert(batch(number))
    expect(ids(await batches.listOf('ann', { limit: 2 }))).toEqual(['batch_3', 'batch_2'])
    expect(ids(await batches.listOf('ann', { limit: 2, after: 'batch_2' }))).toEqual(['batch_1'])
    await batches.addLine({ batch: 'batch_1', number: 1, failed: false, answer: bytes(7) })
    await batches.end(batch(1, { state: 'completed', endedAt: at(5), deadline: at(60) }))
    expect(await batches.countOf('ann')).toEqual({ batches: 3, next: at(60) })
    expect(await batches.due(at(59), 9)).toEqual([])
    expect(ids(await batches.due(at(60), 9))).toEqual(['batch_1'])
    await batches.remove('batch_1')
    expect(await batches.linesOf('batch_1', 0, 9)).toEqual([])
    expect(await batches.removeOf('ann', at(2))).toBe(1)
    expect(ids(await batches.allOf('ann', at(99)))).toEqual(['batch_3'])
  })

  test('news are taken when they are due, once at a time, and go with their webhook', async () => {
    const { webhooks } = await make()
    await webhooks.insert(webhook(1))
    await webhooks.insert(webhook(2, { owner: 'ben', events: [] }))
    expect(await webhooks.listOf('ann')).toEqual([webhook(1)])
    await webhooks.announce([delivery(1), delivery(2), delivery(3, { webhook: 'hook_2', owner: 'ben' })])
    expect(ids(await webhooks.takeDue(at(2), at(62), 9))).toEqual(['dlv_1', 'dlv_2'])
    expect(await webhooks.takeDue(at(2), at(62), 9)).toEqual([])
    await webhooks.write(delivery(1, { state: 'delivered', attempts: 1, triedAt: at(3), status: 204, nextAt: undefined }))
    expect(ids(await webhooks.takeDue(at(62), at(99), 1))).toHaveLength(1)
    const [newest, oldest] = await webhooks.deliveriesOf('hook_1', 9)
    expect(newest?.id).toBe('dlv_2')
    expect(oldest).toMatchObject({ state: 'delivered', status: 204, triedAt: at(3) })
    expect(await webhooks.removeDeliveries(at(9))).toBe(1)
    expect(ids(await webhooks.deliveriesOf('hook_1', 9))).toEqual(['dlv_2'])
    expect(await webhooks.remove('hook_1', 'ben')).toBe(false)
    expect(await webhooks.remove('hook_1', 'ann')).toBe(true)
    expect(await webhooks.get('hook_1')).toBeUndefined()
    expect(await webhooks.deliveriesOf('hook_1', 9)).toEqual([])
    expect(await webhooks.removeOf('ben')).toBe(1)
  })
}
