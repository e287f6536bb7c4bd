// Settings of sign-in and messages that cannot both be true.

import { isLoopback } from '../outbound/loopback.ts'
import type { Contradiction } from './contradictions.ts'
import type { Charter } from './schema.ts'

type Settings = Omit<Charter, 'version'>

export const peopleContradictions: readonly Contradiction[] = [
  {
    settings: ['signIn', 'access.who'],
    find: ({ signIn, access }) =>
      waysOf(signIn).length > 0 && access.who !== 'accounts'
        ? `signIn.${waysOf(signIn)[0]} lets people sign in, but access.who is "${access.who}". Set access.who: accounts, or turn that way off in signIn.`
        : undefined,
  },
  {
    settings: ['signIn.password', 'messages.mail.adapter'],
    find: ({ signIn, messages }) =>
      (signIn.password || signIn.mailCode || signIn.news) && messages.mail.adapter === 'none'
        ? 'signIn.password, signIn.mailCode and signIn.news need mail, but messages.mail.adapter is "none". Set an adapter, or turn them off.'
        : undefined,
  },
  {
    settings: ['signIn.phoneCode', 'messages.sms.adapter'],
    find: ({ signIn, messages }) =>
      signIn.phoneCode && messages.sms.adapter === 'none'
        ? 'signIn.phoneCode needs text messages, but messages.sms.adapter is "none". Set an adapter, or turn it off.'
        : undefined,
  },
  {
    settings: ['signIn.idleDays', 'signIn.mostDays'],
    find: ({ signIn }) => (signIn.idleDays > signIn.mostDays ? `signIn.idleDays (${signIn.idleDays}) is longer than signIn.mostDays (${signIn.mostDays}) allows. Shorten it.` : undefined),
  },
  {
    settings: ['messages.mail', 'outbound.hosts'],
    find: ({ messages, outbound }) => {
      const { adapter, host, security, company } = messages.mail
      if (adapter !== 'smtp' || isLoopback(host)) return undefined
      if (!outbound.hosts.includes(host)) return `messages.mail.host "${host}" is beyond this machine, but outbound.hosts does not name it. Add it there.`
      if (security === 'none') return 'messages.mail.security is "none", which is for this machine only, but outbound.hosts names its host. Set tls or starttls.'
      return company ? undefined : 'messages.mail.company is missing: a mail server beyond this machine (outbound.hosts) stands on the published list of third parties.'
    },
  },
  {
    settings: ['messages.sms', 'outbound.hosts'],
    find: ({ messages, outbound }) => {
      const { adapter, endpoint, company } = messages.sms
      if (adapter === 'none' || adapter === 'development') return undefined
      const { hostname } = new URL(endpoint ?? smsEndpoints[adapter])
      if (isLoopback(hostname)) return undefined
      if (!outbound.hosts.includes(hostname)) return `messages.sms sends through "${hostname}", but outbound.hosts does not name it. Add it there.`
      return company ? undefined : 'messages.sms.company is missing: a vendor beyond this machine (outbound.hosts) stands on the published list of third parties.'
    },
  },
  {
    settings: ['signIn.providers', 'outbound.hosts'],
    find: ({ signIn, outbound }) => {
      for (const { id, kind, issuer, base, company } of signIn.providers) {
        if (kind === 'oidc' && !issuer) return `signIn.providers: "${id}" is of kind oidc and needs an issuer, whose host must be in outbound.hosts too.`
        const hosts = providerHosts({ kind, issuer, base }).filter((host) => !isLoopback(host))
        const missing = hosts.find((host) => !outbound.hosts.includes(host))
        if (missing) return `signIn.providers: "${id}" asks "${missing}", but outbound.hosts does not name it. Add it there.`
        if (hosts.length > 0 && !company) return `signIn.providers: "${id}" is beyond this machine (outbound.hosts), so company must say who runs it.`
      }
      return undefined
    },
  },
]

/** The ways that are on, by the names of their settings. */
export function waysOf(signIn: Settings['signIn']): string[] {
  const single = (['password', 'mailCode', 'phoneCode', 'passkey'] as const).filter((way) => signIn[way])
  return [...single, ...(signIn.providers.length > 0 ? ['providers'] : [])]
}

export const smsEndpoints = {
  aliyun: 'https://dysmsapi.aliyuncs.com/',
  baidu: 'https://smsv3.bj.baidubce.com/',
  twilio: 'https://api.twilio.com/',
} as const

/** Hosts that this server itself asks; where the person's browser goes is theirs. */
export function providerHosts({ kind, issuer, base }: { kind: string; issuer?: string | undefined; base?: string | undefined }): string[] {
  if (base) return [new URL(base).hostname]
  if (kind === 'oidc') return issuer ? [new URL(issuer).hostname] : []
  if (kind === 'github') return ['github.com', 'api.github.com']
  return kind === 'google' ? ['accounts.google.com', 'oauth2.googleapis.com', 'www.googleapis.com'] : ['api.weixin.qq.com']
}
