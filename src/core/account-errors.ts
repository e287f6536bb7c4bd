// What can be wrong with keys, accounts and their limits, in sentences that say what to do.

export const accountSentences = {
  key_expired: {
    en: 'The API key has come to its end. Make a new one in the console.',
    zh: 'API 密钥已到期。请在控制台创建新的密钥。',
  },
  key_address_refused: {
    en: 'This API key may not be used from this network address. Use it from one of its networks, or change them in the console.',
    zh: '此 API 密钥不允许从该网络地址使用。请从允许的网络使用，或在控制台修改。',
  },
  key_in_browser: {
    en: 'API keys are refused from web pages, where everybody can read them. Send the request from your server; if the key was published, rotate it.',
    zh: '拒绝从网页使用 API 密钥，因为任何人都能看到。请从您的服务器发送请求；若密钥已公开，请轮换。',
  },
  too_many_keys: {
    en: 'There are {most} keys already, and no more are possible. Revoke one first.',
    zh: '已有 {most} 个密钥，不能再增加。请先吊销一个。',
  },
  rate_limit_exceeded: {
    en: 'Too many requests: {most} in a minute are possible. Try again in {seconds} seconds.',
    zh: '请求过多：每分钟最多 {most} 次。请在 {seconds} 秒后重试。',
  },
  quota_exceeded: {
    en: 'The {most} free pictures of this day are used, and no balance pays for more. New ones come at midnight (UTC), in {seconds} seconds: order again then. Nothing was charged.',
    zh: '今天的 {most} 张免费图片已用完，且没有余额支付更多。新的额度将在 {seconds} 秒后、即 UTC 零点恢复：届时请再下单。未产生费用。',
  },
  key_money_used: {
    en: 'This API key has spent what it may spend in a day. It goes on in {seconds} seconds; raise its limit in the console to go on now.',
    zh: '此 API 密钥已用完每日金额。{seconds} 秒后恢复；可在控制台提高限额。',
  },
  order_over_quota: {
    en: 'This order alone is more than a whole day allows for this account or key, so waiting would not help. Ask for fewer pictures, or have the limit raised.',
    zh: '此订单本身已超过该账户或密钥一整天的额度，等待无济于事。请减少图片数量或提高限额。',
  },
  work_needed: {
    en: 'The line is long, so the browser has to do a small computation first: GET /v1/challenge, and send its answer as Gesso-Work.',
    zh: '排队较长，浏览器需先完成一个小计算：GET /v1/challenge，并以 Gesso-Work 发送结果。',
  },
  account_suspended: {
    en: 'The account is suspended ({reason}): it can read, export and delete, but not make anything. To have that looked at again: POST /v1/account/appeal.',
    zh: '账户已暂停（{reason}）：可以查看、导出和删除，但不能生成。如需复核：POST /v1/account/appeal。',
  },
  account_frozen: {
    en: 'The account is frozen ({reason}): nothing in it can be changed; it can be read and exported. To have that looked at again: POST /v1/account/appeal.',
    zh: '账户已冻结（{reason}）：不能更改，可以查看和导出。如需复核：POST /v1/account/appeal。',
  },
  account_ended: {
    en: 'The account was ended ({reason}). Until its things are erased they can be exported. To have that looked at again: POST /v1/account/appeal.',
    zh: '账户已终止（{reason}）。在内容清除之前可以导出。如需复核：POST /v1/account/appeal。',
  },
  role_missing: {
    en: 'Your role in this account ({role}) does not allow this. Ask an owner or an administrator of it.',
    zh: '您在此账户中的角色（{role}）不允许此操作。请联系所有者或管理员。',
  },
  owner_needed: {
    en: 'An account cannot be without an owner. Make somebody else its owner first.',
    zh: '账户必须有所有者。请先将所有权交给他人。',
  },
  member_already: {
    en: 'They belong to this account already.',
    zh: '对方已是此账户的成员。',
  },
  too_many_members: {
    en: 'There are {most} already, and no more are possible.',
    zh: '已有 {most} 个，不能再增加。',
  },
  copy_first: {
    en: 'Closing erases everything. Take your copy first (GET /v1/export), or say that you want none: "copy": "not-wanted".',
    zh: '关闭账户将清除全部内容。请先导出副本（GET /v1/export），或声明不需要："copy": "not-wanted"。',
  },
  organisations_first: {
    en: 'You own organisations that have other members. Hand them over or close them first.',
    zh: '您拥有仍有其他成员的组织。请先移交或关闭它们。',
  },
  verification_needed: {
    en: 'This account has to be verified before it can make keys: POST /v1/account/verification.',
    zh: '此账户须先完成实名认证才能创建密钥：POST /v1/account/verification。',
  },
  verification_waiting: {
    en: 'A verification is being looked at already. Its verdict comes by message.',
    zh: '认证正在审核中，结果将通过消息通知。',
  },
  party_denied: {
    en: 'This cannot be offered to you, because a name or contact stands on a list of denied parties. The operator can tell more.',
    zh: '无法向您提供服务，因为名称或联系方式在受限名单上。请联系运营者。',
  },
  registration_refused: {
    en: 'Nobody can register with this contact at the moment. The operator can tell more.',
    zh: '目前无法使用此联系方式注册。请联系运营者。',
  },
  opening_needed: {
    en: 'Operators see personal data only while an opening with a reason lasts: POST /v1/operator/accounts/{id}/openings.',
    zh: '运营者只有在说明理由并开启查看后才能看到个人数据：POST /v1/operator/accounts/{id}/openings。',
  },
} as const satisfies Record<string, { en: string; zh: string }>
