// What is said to people who sign in, and about messages to them. None of these tells whether somebody has an account.

export const peopleSentences = {
  message_unsendable: {
    en: 'This server has no way to send this kind of message ({channel}). Choose another way, or tell the operator.',
    zh: '本服务器无法发送此类消息（{channel}）。请换一种方式，或告知运营者。',
  },
  sign_in_way_off: {
    en: 'This way to sign in ({way}) is switched off here. GET /v1/sign-in lists those there are.',
    zh: '此处未开启该登录方式（{way}）。可用方式见 GET /v1/sign-in。',
  },
  sign_in_failed: {
    en: 'That did not work: what you gave does not fit, was used already, or its time is over. Check it, or ask for a new code.',
    zh: '登录未成功：所填内容不匹配、已被使用或已过期。请检查，或重新获取验证码。',
  },
  sign_in_missing: {
    en: 'Sign in first.',
    zh: '请先登录。',
  },
  sign_in_stale: {
    en: 'This needs a fresh proof that it is you. Sign in again (POST /v1/me/confirm), then repeat it within {minutes} minutes.',
    zh: '此操作需要重新确认身份。请重新验证（POST /v1/me/confirm），并在 {minutes} 分钟内重试。',
  },
  too_many_tries: {
    en: 'Too many tries. Wait {seconds} seconds, then try again.',
    zh: '尝试次数过多。请等待 {seconds} 秒后再试。',
  },
  password_too_short: {
    en: 'The password has fewer than {least} characters. Length is what counts: take several words.',
    zh: '密码少于 {least} 个字符。长度最重要：请使用多个词语。',
  },
  password_common: {
    en: 'This password is on a list of common or leaked ones. Take another: several words that do not belong together.',
    zh: '该密码在常见或已泄露的密码列表中。请另选一个：使用几个互不相关的词语。',
  },
  login_taken: {
    en: 'This sign-in is in use by another person here. Sign in with it, or choose another one.',
    zh: '该登录方式已被他人使用。请用其登录，或另选一个。',
  },
  login_last: {
    en: 'This is the last way to sign in to your account. Add another one first.',
    zh: '这是您账户仅剩的登录方式。请先添加另一种。',
  },
  provider_failed: {
    en: 'The sign-in at the other site did not come through. Try again, or choose another way.',
    zh: '第三方登录未完成。请重试，或换一种方式。',
  },
} as const satisfies Record<string, { en: string; zh: string }>
