// What every driver's accounts, members, keys, paces and audit must do.

import { expect, test } from 'vitest'
import type { AccountRow, AuditRow, InvitationRow, KeyRow, VerificationRow } from '../../core/account-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at, bytes, generation, transfer } from './samples.ts'

const account = (id: string, change: Partial<AccountRow> = {}): AccountRow => ({ id, kind: 'enterprise', profile: bytes(1), createdAt: at(0), standing: 'good', standingSince: at(0), verification: 'none', ...change })
const key = (id: string, change: Partial<KeyRow> = {}): KeyRow => ({ id, hash: bytes(...new TextEncoder().encode(id)), owner: 'ann', scopes: ['images:make'], createdAt: at(0), ...change })
const pace = { most: 3, milliseconds: 60_000 }

export function accountsContract(make: () => Promise<Store>): void {
  test('accounts are listed newest first, by standing and by page, and changed as a whole', async () => {
    const { accounts } = await make()
    for (let number = 1; number <= 4; number++) await accounts.insert(account(`acc_${number}`, { createdAt: at(number), standing: number === 2 ? 'warned' : 'good', reason: number === 2 ? 'abuse' : undefined }))
    await expect(accounts.insert(account('acc_1'))).rejects.toThrow()
    expect((await accounts.list({ limit: 2 })).map(({ id }) => id)).toEqual(['acc_4', 'acc_3'])
    expect((await accounts.list({ limit: 9, before: 'acc_3' })).map(({ id }) => id)).toEqual(['acc_2', 'acc_1'])
    expect((await accounts.list({ limit: 9, standing: 'warned' })).map(({ id }) => id)).toEqual(['acc_2'])
    const changed = account('acc_2', { createdAt: at(2), lookAt: at(50), closing: 'rqt_1' })
    await accounts.update(changed)
    expect(await accounts.get('acc_2')).toEqual(changed)
    await accounts.update({ ...changed, reason: 'abuse', terms: 'v1' })
    await accounts.update({ ...changed, reason: undefined, terms: undefined })
    expect(await accounts.get('acc_2')).toEqual(changed)
    expect(await accounts.countByStanding()).toEqual({ good: 4 })
    expect(await accounts.due(at(49), 9)).toEqual([])
    expect((await accounts.due(at(50), 9)).map(({ id }) => id)).toEqual(['acc_2'])
  })

  test('members belong once, and go with their account', async () => {
    const { accounts, members, invitations, verifications } = await make()
    await accounts.insert(account('acc_1'))
    await accounts.insert(account('acc_2'))
    const ann = { account: 'acc_1', person: 'per_ann', role: 'owner', since: at(0) } as const
    await members.insert(ann)
    await members.insert({ ...ann, person: 'per_ben', role: 'viewer', since: at(1) })
    await members.insert({ ...ann, account: 'acc_2' })
    await expect(members.insert(ann)).rejects.toThrow()
    await members.setRole('acc_1', 'per_ben', 'admin')
    expect((await members.ofAccount('acc_1')).map(({ person, role }) => `${person} ${role}`)).toEqual(['per_ann owner', 'per_ben admin'])
    expect(await members.get('acc_1', 'per_carl')).toBeUndefined()
    const invitation: InvitationRow = { id: 'inv_1', account: 'acc_1', kind: 'member', role: 'viewer', digest: bytes(9), address: bytes(1), createdAt: at(0), expiresAt: at(9) }
    await invitations.insert(invitation)
    expect(await invitations.byDigest(bytes(9))).toEqual(invitation)
    const verification: VerificationRow = { id: 'ver_1', account: 'acc_1', state: 'waiting', askedAt: at(0), papers: 2, form: bytes(3) }
    await verifications.insert(verification)
    expect(await verifications.withPapers(9)).toEqual([verification])
    await verifications.update({ ...verification, papers: 0, form: undefined })
    expect(await verifications.withPapers(9)).toEqual([])
    expect(await members.remove('acc_1', 'per_ben')).toBe(true)
    expect(await members.remove('acc_1', 'per_ben')).toBe(false)
    await accounts.remove('acc_1')
    expect(await members.ofPerson('per_ann')).toEqual([{ ...ann, account: 'acc_2' }])
    expect([await invitations.ofAccount('acc_1'), await verifications.ofAccount('acc_1')]).toEqual([[], []])
  })

  test('one invitation is taken once', async () => {
    const { accounts, invitations } = await make()
    await accounts.insert(account('acc_1'))
    await invitations.insert({ id: 'inv_1', account: 'acc_1', kind: 'ownership', role: 'owner', person: 'per_ben', digest: bytes(8), address: bytes(1), createdAt: at(0), expiresAt: at(9) })
    expect((await invitations.ofPerson('per_ben')).length).toBe(1)
    expect((await Promise.all([invitations.remove('inv_1'), invitations.remove('inv_1')])).filter(Boolean)).toEqual([true])
    expect(await invitations.removeDue(at(10))).toBe(0)
  })

  test('keys keep their limits; what identifies one never changes', async () => {
    const { keys } = await make()
    const whole = key('key_1', { hint: 'gesso_ab…wxyz', name: bytes(4), expiresAt: at(90), perMinute: 7, concurrency: 2, moneyPerDay: 10n ** 12n, addresses: ['203.0.113.0/24', '2001:db8::/32'], successor: 'key_2', signing: bytes(5, 0, 255) })
    await keys.insert(whole)
    expect(await keys.get('key_1')).toEqual(whole)
    await keys.touch('key_1', at(3600))
    await keys.touch('key_1', at(0))
    await keys.update({ ...whole, perMinute: undefined, addresses: undefined })
    expect(await keys.get('key_1')).toEqual({ ...whole, perMinute: undefined, addresses: undefined, lastUsedAt: at(3600) })
    await keys.update({ ...key('key_1', { owner: 'eve', hash: bytes(66), scopes: ['images:read'] }), perMinute: 1 })
    expect(await keys.get('key_1')).toEqual(key('key_1', { scopes: ['images:read'], perMinute: 1, lastUsedAt: at(3600), signing: bytes(5, 0, 255) }))
    await keys.insert(key('key_3', { createdAt: at(5), signing: bytes(6) }))
    await keys.insert(key('key_4', { owner: 'ben' }))
    expect((await keys.listOf('ann')).map(({ id }) => id)).toEqual(['key_3', 'key_1'])
    await keys.revoke('key_3', at(6))
    expect(await keys.revokeOf('ann', at(7))).toBe(1)
    expect((await keys.listOf('ann')).map(({ revokedAt, signing }) => [revokedAt, signing])).toEqual([[at(6), undefined], [at(7), undefined]])
    expect([await keys.removeOf('ann'), (await keys.listOf('ben')).length]).toEqual([2, 1])
  })

  test('a pace gives out what it has, then one after the other, and says when', async () => {
    const { paces } = await make()
    const takes = await Promise.all(Array.from({ length: 10 }, () => paces.take('ann', at(0), pace)))
    expect(takes.filter(({ taken }) => taken).length).toBe(3)
    expect(takes.find(({ taken }) => !taken)).toMatchObject({ left: 0, nextAt: at(20), fullAt: at(60) })
    expect(await paces.take('ben', at(0), pace)).toMatchObject({ taken: true, left: 2, fullAt: at(20) })
    expect((await paces.take('ann', at(19.9), pace)).taken).toBe(false)
    expect((await paces.take('ann', at(20), pace)).taken).toBe(true)
    expect((await paces.take('ann', at(20), pace)).taken).toBe(false)
    expect(await paces.look('ann', at(200), pace)).toMatchObject({ left: 3, fullAt: at(200) })
    expect(await paces.removeDue(at(21))).toBe(1)
  })

  test('counts add up until they are forgotten; a thing is once', async () => {
    const { paces } = await make()
    const sums = await Promise.all([paces.add('day', 2, at(9)), paces.add('day', 3, at(9))])
    expect([Math.max(...sums), await paces.count('day', at(8)), await paces.count('day', at(9))]).toEqual([5, 5, 0])
    const first = await Promise.all([paces.once('x', at(0), at(5)), paces.once('x', at(0), at(5))])
    expect(first.toSorted()).toEqual([false, true])
    expect([await paces.once('x', at(4), at(9)), await paces.once('x', at(5), at(9))]).toEqual([false, true])
  })

  test('lines of the audit come one after the other, whoever writes', async () => {
    const store = await make()
    const line = (last: AuditRow | undefined): AuditRow => ({ number: (last?.number ?? 0) + 1, at: at(1), subject: bytes((last?.number ?? 0) % 2), actor: 'operator', event: 'standing-changed', detail: 'warned/abuse', hash: bytes(last?.hash[0] ?? 0, 7) })
    await Promise.all(Array.from({ length: 6 }, () => store.audit.append(line)))
    expect((await store.audit.from(2, 3)).map(({ number }) => number)).toEqual([3, 4, 5])
    expect((await store.audit.ofSubject(bytes(1))).map(({ number }) => number)).toEqual([2, 4, 6])
  })

  test('openings end, are counted, and bans run out', async () => {
    const { openings, bans, operators } = await make()
    await operators.add('per_ann', at(0))
    await operators.add('per_ann', at(1))
    expect([await operators.list(), await operators.has('per_ben'), await operators.remove('per_ann'), await operators.remove('per_ann')]).toEqual([[{ person: 'per_ann', since: at(0) }], false, true, false])
    await openings.insert({ id: 'opn_1', account: 'acc_1', reason: 'a ticket', operator: 'key_1', at: at(0), until: at(60), reads: 0 })
    await openings.countRead('opn_1')
    await openings.end('opn_1', at(30))
    await openings.end('opn_1', at(40))
    expect(await openings.ofAccount('acc_1')).toEqual([{ id: 'opn_1', account: 'acc_1', reason: 'a ticket', operator: 'key_1', at: at(0), until: at(30), reads: 1 }])
    expect([await openings.countSince(at(0)), await openings.countSince(at(1))]).toEqual([1, 0])
    await bans.insert(bytes(1), at(10))
    await bans.insert(bytes(1), at(20))
    expect([await bans.has(bytes(1), at(19)), await bans.has(bytes(1), at(20)), await bans.has(bytes(2), at(0))]).toEqual([true, false, false])
    expect(await bans.removeDue(at(20))).toBe(1)
  })

  test('visitors of one network stand in line as one; the network is forgotten at the end', async () => {
    const { generations } = await make()
    for (let number = 0; number < 50; number++) await generations.insert(generation(`gen_${10 + number}`, { owner: `session/${number}`, share: 'network/a', createdAt: at(number) }))
    await generations.insert(generation('gen_ben', { owner: 'session/ben', share: 'network/b', createdAt: at(90), key: 'key_1', endUser: bytes(5) }))
    expect((await generations.lineBefore('gen_ben')).place).toBeLessThanOrEqual(1)
    expect([await generations.countUnfinishedOf({ share: 'network/a' }), await generations.countUnfinishedOf({ key: 'key_1' })]).toEqual([50, 1])
    const taken = (await generations.take('w1', at(91), at(99)))!
    expect(taken.share).toBe('network/a')
    await generations.end(taken.id, taken.fence, { state: 'finished', endedAt: at(92) })
    expect((await generations.get(taken.id))?.share).toBeUndefined()
    expect((await generations.listOfEndUser('session/ben', bytes(5), 9)).map(({ id }) => id)).toEqual(['gen_ben'])
    expect([await generations.listOfEndUser('session/ben', bytes(6), 9), await generations.listOfEndUser('session/1', undefined, 9)]).toEqual([[], []])
  })

  test('what a key has spent follows from the ledger', async () => {
    const { ledger } = await make()
    await ledger.write(transfer('grant', 100n, { generation: 'gen_0' }))
    const reserve = (id: string, amount: bigint, seconds: number) => ledger.write(transfer(`${id}/reserve`, -amount, { kind: 'reserve', generation: id, key: 'key_1', at: at(seconds) }))
    await reserve('gen_1', 10n, 5)
    await reserve('gen_2', 20n, 50)
    await reserve('gen_3', 30n, 60)
    await ledger.write(transfer('gen_3/release', 30n, { kind: 'release', generation: 'gen_3', at: at(70) }))
    expect([await ledger.spentBy('key_1', at(0)), await ledger.spentBy('key_1', at(50)), await ledger.spentBy('key_2', at(0))]).toEqual([30n, 20n, 0n])
  })
}
