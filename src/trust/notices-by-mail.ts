// People with an account are told of a change where they are, and its days of notice wait until the last of them was written to.

import { mailNotices, sendsNotices } from '../core/notices.ts'
import type { TrustRule } from '../core/rules.ts'

export const noticesByMail: TrustRule = {
  id: 'notices-by-mail',
  statements: [
    'Everybody here with a confirmed mail address gets one mail about each significant change of these terms, in their language; the {noticeDays} days of notice begin only when the last of these mails is on its way.',
  ],
  appliesTo: sendsNotices,
  givesNotice: sendsNotices,
  async sweep(parts) {
    const { left } = await mailNotices(parts)
    return { removed: 0, left }
  },
  /** Whether any version took effect before its notices were on their way, or too soon after. */
  async probe({ store, clock }) {
    const [versions, notices] = await Promise.all([store.versions.list(), store.notices.list(100)])
    const late = notices.filter((notice) => {
      const version = versions.find(({ id }) => id === notice.version)
      if (!notice.mail || !version || version.noticedAt === undefined) return false
      return notice.mailedAt === undefined || (version.effectiveAt <= clock.now() && version.effectiveAt.getTime() < notice.mailedAt.getTime() + version.noticeDays * 86_400_000)
    })
    const count = (name: 'due' | 'sent' | 'failed' | 'bounced') => notices.reduce((sum, notice) => sum + notice[name], 0)
    return { holds: late.length === 0, numbers: { notices: notices.length, tooSoon: late.length, mails: count('due'), sent: count('sent'), failed: count('failed'), bounced: count('bounced') } }
  },
}
