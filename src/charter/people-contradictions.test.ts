// Contradictions of sign-in and messages: each refused with a sentence that names both settings, beside a neighbour that loads.

import { describe } from 'vitest'
import { contradictionContract, type ContradictionCases } from './contradictions.contract.ts'
import { peopleContradictions } from './people-contradictions.ts'

const plain = { name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 } }
const company = { name: 'Post Ltd', country: 'DE', policyUrl: 'https://post.example/privacy' }
const mail = { adapter: 'development' }
const smtp = { adapter: 'smtp', host: 'smtp.example', company }
const outbound = { hosts: ['smtp.example', 'dysmsapi.aliyuncs.com', 'id.uni.example'] }
const uni = { id: 'uni', kind: 'oidc', name: 'Uni', issuer: 'https://id.uni.example', clientId: 'gesso', company }

const cases: ContradictionCases = {
  'signIn + access.who': [{ refused: { ...plain, access: { who: 'owner' }, signIn: { passkey: true } }, loads: { ...plain, signIn: { passkey: true } } }],
  'signIn.password + messages.mail.adapter': [
    { refused: { ...plain, signIn: { password: true } }, loads: { ...plain, signIn: { password: true }, messages: { mail } } },
    { refused: { ...plain, signIn: { mailCode: true } }, loads: { ...plain, signIn: { mailCode: true }, messages: { mail } } },
  ],
  'signIn.phoneCode + messages.sms.adapter': [{ refused: { ...plain, signIn: { phoneCode: true } }, loads: { ...plain, signIn: { phoneCode: true }, messages: { sms: { adapter: 'development' } } } }],
  'signIn.idleDays + signIn.mostDays': [{ refused: { ...plain, signIn: { idleDays: 31 } }, loads: { ...plain, signIn: { idleDays: 30 } } }],
  'messages.mail + outbound.hosts': [
    { refused: { ...plain, messages: { mail: smtp } }, loads: { ...plain, messages: { mail: smtp }, outbound } },
    { refused: { ...plain, messages: { mail: { ...smtp, security: 'none' } }, outbound }, loads: { ...plain, messages: { mail: { ...smtp, security: 'tls' } }, outbound } },
    { refused: { ...plain, messages: { mail: { ...smtp, company: undefined } }, outbound }, loads: { ...plain, messages: { mail: { adapter: 'smtp', security: 'none' } } } },
  ],
  'messages.sms + outbound.hosts': [
    { refused: { ...plain, messages: { sms: { adapter: 'aliyun', company } } }, loads: { ...plain, messages: { sms: { adapter: 'aliyun', company } }, outbound } },
    { refused: { ...plain, messages: { sms: { adapter: 'aliyun' } }, outbound }, loads: { ...plain, messages: { sms: { adapter: 'aliyun', endpoint: 'http://127.0.0.1:1' } } } },
  ],
  'signIn.providers + outbound.hosts': [
    { refused: { ...plain, signIn: { providers: [uni] } }, loads: { ...plain, signIn: { providers: [uni] }, outbound } },
    { refused: { ...plain, signIn: { providers: [{ ...uni, company: undefined }] }, outbound }, loads: { ...plain, signIn: { providers: [{ ...uni, issuer: 'http://127.0.0.1:1', company: undefined }] } } },
    { refused: { ...plain, signIn: { providers: [{ ...uni, issuer: undefined }] }, outbound }, loads: { ...plain, signIn: { providers: [] } } },
  ],
}

describe('contradictions of people', () => contradictionContract(peopleContradictions, cases))
