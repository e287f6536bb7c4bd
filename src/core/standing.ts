// How an account stands, what that takes from it, and the record of every decision about it.

import type { AccountRow, AuditRow, Standing } from './account-tables.ts'
import type { Caller, Scope } from './callers.ts'
import type { ErrorCode, Language } from './errors.ts'
import type { Bytes, Parts, Tables } from './ports.ts'

/** The one place that says what a standing takes away. What is not here stays: reading, exporting, closing, appealing. */
const withheldBy: Record<Standing, readonly Scope[]> = {
  good: [],
  asked: [],
  warned: [],
  slowed: [],
  suspended: ['images:make', 'keys:manage', 'members:manage', 'operate'],
  frozen: ['images:make', 'images:delete', 'keys:manage', 'members:manage', 'account:manage', 'account:own', 'operate'],
  ended: ['images:make', 'images:delete', 'keys:manage', 'keys:stop', 'members:manage', 'account:manage', 'account:own', 'operate'],
}

const codeOf: Partial<Record<Standing, ErrorCode>> = { suspended: 'account_suspended', frozen: 'account_frozen', ended: 'account_ended' }

/** Why a decision was made, in words for people. */
export const reasonWords = {
  enquiry: { en: 'the operator has a question about its use', zh: '运营者对其使用有疑问' },
  abuse: { en: 'use against the rules', zh: '违反使用规则' },
  'illegal-content': { en: 'content against the law', zh: '违法内容' },
  'false-registration': { en: 'false registration data', zh: '注册信息不实' },
  unpaid: { en: 'an unpaid bill', zh: '欠费' },
  security: { en: 'signs of a break-in', zh: '存在被入侵迹象' },
  'contact-unreachable': { en: 'its contact could not be reached', zh: '联系方式无法送达' },
  'terms-refused': { en: 'the new terms were refused', zh: '未接受新条款' },
  'denied-party': { en: 'a list of denied parties', zh: '受限名单' },
  law: { en: 'the law asks for it', zh: '法律要求' },
  closing: { en: 'its owner is closing it', zh: '所有者正在关闭账户' },
  resolved: { en: 'the matter is settled', zh: '事项已解决' },
} as const satisfies Record<string, Record<Language, string>>

export type Reason = keyof typeof reasonWords
export const reasons = Object.keys(reasonWords) as [Reason, ...Reason[]]

export const standingWords: Record<Standing, Record<Language, string>> = {
  good: { en: 'in good standing', zh: '正常' },
  asked: { en: 'asked to explain', zh: '待说明' },
  warned: { en: 'warned', zh: '已警告' },
  slowed: { en: 'slowed down', zh: '已限速' },
  suspended: { en: 'suspended', zh: '已暂停' },
  frozen: { en: 'frozen', zh: '已冻结' },
  ended: { en: 'ended', zh: '已终止' },
}

/** What is left to a caller of an account that stands like this. */
export function standingOf({ standing, reason }: Pick<AccountRow, 'standing' | 'reason'>, may: readonly Scope[]): Pick<Caller, 'scopes' | 'withheld'> {
  const taken = withheldBy[standing]
  const code = codeOf[standing]
  if (!code) return { scopes: may }
  return { scopes: may.filter((scope) => !taken.includes(scope)), withheld: { scopes: may.filter((scope) => taken.includes(scope)), code, reason: reason ?? standing } }
}

const order: readonly Standing[] = ['good', 'asked', 'warned', 'slowed', 'suspended', 'frozen', 'ended']

/** The worse of two: a person's own account counts wherever they act. */
export function worseOf<Row extends Pick<AccountRow, 'standing' | 'reason'>>(one: Row, other: Row): Row {
  return order.indexOf(other.standing) > order.indexOf(one.standing) ? other : one
}

/** Writes one line that follows from the line before it. It holds codes, and the account as a keyed digest. */
export async function noteAudit({ sealing, clock }: Pick<Parts, 'sealing' | 'clock'>, tables: Pick<Tables, 'audit'>, line: Pick<AuditRow, 'actor' | 'event' | 'detail'> & { account: string }): Promise<void> {
  const { account, ...rest } = line
  const at = clock.now()
  await tables.audit.append((last) => {
    const bare = { ...rest, number: (last?.number ?? 0) + 1, at, subject: sealing.digest('audit', account) }
    return { ...bare, hash: hashOfLine({ sealing }, last?.hash, bare) }
  })
}

/** Whether every line follows from the one before it. */
export async function checkAudit({ sealing, store }: Pick<Parts, 'sealing' | 'store'>): Promise<{ lines: number; broken: number }> {
  let last: AuditRow | undefined
  let lines = 0
  let broken = 0
  for (;;) {
    const page = await store.audit.from(last?.number ?? 0, 500)
    for (const row of page) {
      const right = hashOfLine({ sealing }, last?.hash, row)
      if (row.number !== lines + 1 || !same(right, row.hash)) broken++
      lines++
      last = row
    }
    if (page.length < 500) return { lines, broken }
  }
}

function hashOfLine({ sealing }: Pick<Parts, 'sealing'>, before: Bytes | undefined, { number, at, subject, actor, event, detail }: Omit<AuditRow, 'hash'>): Bytes {
  return sealing.sha256(JSON.stringify([hex(before ?? new Uint8Array()), number, at.toISOString(), hex(subject), actor, event, detail]))
}

const same = (one: Bytes, other: Bytes): boolean => one.length === other.length && one.every((byte, place) => byte === other[place])
const hex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
