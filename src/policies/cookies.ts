// The register of cookies: every one there is, what for and for how long. The server can set no other.

import type { Charter } from '../charter/schema.ts'
import { hasVisitors } from '../core/callers.ts'

interface Both {
  en: string
  zh: string
}

export interface Cookie {
  /** Over HTTPS; `plain` is its name on loopback over plain HTTP. A trailing `*` stands for any ending. */
  name: string
  plain: string
  what: Both
  until(charter: Charter): Both
  /** Whether this charter sets it at all. */
  set(charter: Charter): boolean
}

const hasPeople = ({ access }: Charter): boolean => access.who === 'accounts'
const minutes = (count: number): Both => ({ en: `${count} minutes at most`, zh: `最长 ${count} 分钟` })

export const cookies: readonly Cookie[] = [
  {
    name: '__Host-gesso',
    plain: 'gesso-session',
    what: { en: 'holds the only key to your session', zh: '保存您的会话唯一的密钥' },
    until: ({ sessions }) => ({ en: `${sessions.mostHours} hours at most; goes when you end the session`, zh: `最长 ${sessions.mostHours} 小时；结束会话即删除` }),
    set: hasVisitors,
  },
  {
    name: '__Host-gesso-person',
    plain: 'gesso-person',
    what: { en: 'names your sign-in', zh: '标识您的登录' },
    until: ({ signIn }) => ({ en: `${signIn.mostDays} days at most; goes when you sign out`, zh: `最长 ${signIn.mostDays} 天；退出登录即删除` }),
    set: hasPeople,
  },
  {
    name: '__Host-gesso-account',
    plain: 'gesso-account',
    what: { en: 'names the account that you act for', zh: '标识您所代表的账户' },
    until: ({ signIn }) => ({ en: `${signIn.mostDays} days at most; goes when you sign out`, zh: `最长 ${signIn.mostDays} 天；退出登录即删除` }),
    set: hasPeople,
  },
  {
    name: '__Host-gesso-step*',
    plain: 'gesso-step*',
    what: { en: 'remembers, between two steps of a sign-in, that the first one was done', zh: '在登录的两个步骤之间记住第一步已完成' },
    until: ({ signIn }) => minutes(signIn.codeMinutes),
    set: hasPeople,
  },
  {
    name: '__Host-gesso-journey',
    plain: 'gesso-journey',
    what: { en: 'ties your way to another site and back together, so that nobody else can end it', zh: '关联您前往其他网站并返回的登录过程，防止他人接管' },
    until: ({ signIn }) => minutes(signIn.codeMinutes),
    set: ({ access, signIn }) => access.who === 'accounts' && signIn.providers.length > 0,
  },
  {
    name: '__Host-gesso-age',
    plain: 'gesso-age',
    what: { en: 'carries the age band that you answered to the sign-up; no date of birth', zh: '将您回答的年龄段带到注册步骤；不含出生日期' },
    until: ({ age }) => ({ en: `an hour; ${age.retryHours} hours after an answer that was too young`, zh: `一小时；若回答过小则为 ${age.retryHours} 小时` }),
    set: (charter) => hasPeople(charter) && charter.age.ask,
  },
]

/** Whether a Set-Cookie line is one of the register, and out of reach of scripts and other sites. */
export function isRegistered(line: string): boolean {
  const name = line.slice(0, line.indexOf('='))
  const known = cookies.some((cookie) => [cookie.name, cookie.plain].some((own) => (own.endsWith('*') ? name.startsWith(own.slice(0, -1)) : name === own)))
  return known && /;\s*HttpOnly/i.test(line) && /;\s*SameSite=(Lax|Strict)/i.test(line) && (!name.startsWith('__Host-') || /;\s*Secure/i.test(line))
}
