// What can be wrong with age, guardians, regions and consents; part of the errors the product states.

export const gateSentences = {
  consent_outdated: {
    en: 'What you agreed to was worded differently by now, or its text was not shown. Read GET /v1/consents again and show that text.',
    zh: '您同意的文字已有变化，或未曾展示。请重新读取 GET /v1/consents 并展示该文字。',
  },
  consent_guarded: {
    en: 'This is not done for people under a guardian, whoever consents. Everything else goes on.',
    zh: '对需监护人同意的人不提供此项，无论谁同意。其他功能不受影响。',
  },
  age_missing: {
    en: 'This service asks for the month of your birth before anything new. Open it in the browser, or send POST /v1/age. Only an age band is kept.',
    zh: '本服务在开始前会询问您的出生年月。请在浏览器中打开，或发送 POST /v1/age。只保存年龄段。',
  },
  age_refused: {
    en: 'By the answer that was given, this service cannot be offered to you. What is yours can still be taken away and erased.',
    zh: '根据所作回答，本服务无法向您提供。属于您的内容仍可取走或删除。',
  },
  age_answered: {
    en: 'This question was answered already. It is asked again {when} at the earliest.',
    zh: '此问题已回答过。最早在 {when} 之后会再次询问。',
  },
  guardian_needed: {
    en: 'A guardian has to consent before anything is made. Ask for it under /age; their answer counts at once.',
    zh: '开始前须由监护人同意。请在 /age 提出请求；监护人答复后立即生效。',
  },
  guardian_not_needed: {
    en: 'By the answer that was given, no guardian has to consent.',
    zh: '根据所作回答，无需监护人同意。',
  },
  guardian_own_contact: {
    en: 'This is a contact of the account itself. Give the address or number of a guardian.',
    zh: '这是账户自己的联系方式。请填写监护人的邮箱或号码。',
  },
  guardian_code_wrong: {
    en: 'This code does not fit, or its time is over. Look at the newest message; after several wrong codes none is taken for an hour.',
    zh: '验证码不符或已过期。请查看最新的消息；多次错误后一小时内不再接受。',
  },
  region_refused: {
    en: 'This service is not offered where your request comes from. The list, its date, and what you can still do stand under /regions.',
    zh: '本服务不在您请求所来自的地区提供。名单、其日期以及您仍可进行的操作见 /regions。',
  },
  region_unknown: {
    en: 'It cannot be told where your request comes from, and this service is offered only where that is known. See /regions.',
    zh: '无法确定您的请求来自何处，而本服务仅在可确定的地区提供。见 /regions。',
  },
} as const
