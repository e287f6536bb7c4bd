// Tables that are made from settings alone: how long what is kept, which cookies are set, who else gets data.

import type { Charter } from '../charter/schema.ts'
import { isHere } from '../charter/sections/engines.ts'
import type { Language } from './compile.ts'
import { conditions } from './conditions.ts'
import { cookies as allCookies } from './cookies.ts'
import { fillFact, listed } from './facts.ts'
import { recipients, transfers } from './parties.ts'
import { classes, purposes, register, type Class } from './register.ts'

export interface Table {
  head: string[]
  rows: string[][]
}

type Make = (charter: Charter, language: Language) => Table

const say = (language: Language, en: string, zh: string): string => (language === 'zh' ? zh : en)
const days = (count: number, language: Language): string => say(language, `${count} ${count === 1 ? 'day' : 'days'}`, `${count} 天`)
const hours = (count: number, language: Language): string => say(language, `${count} ${count === 1 ? 'hour' : 'hours'}`, `${count} 小时`)

const retention: Make = (charter, language) => {
  const { retention: kept, sessions, sharing, messages } = charter
  const s = (en: string, zh: string): string => say(language, en, zh)
  const pictures =
    kept.imageDays === 'until-deleted'
      ? s('until you delete them', '直到您删除')
      : kept.imageDays === 'session'
        ? s('until the session ends', '直到会话结束')
        : days(kept.imageDays, language)
  const rows = [
    [s('Prompts, settings and pictures', '提示词、设置与图片'), pictures],
    [s('A session without a sign-in', '无需登录的会话'), s(`${sessions.idleMinutes} minutes after the last request, ${hours(sessions.mostHours, language)} at most`, `最后一次请求后 ${sessions.idleMinutes} 分钟，最长 ${hours(sessions.mostHours, language)}`)],
    [s('Logs (codes and numbers; no prompts, pictures or people)', '日志（仅代码与数字，不含提示词、图片或个人信息）'), days(kept.logDays, language)],
    [s('Request log of an account (time, route, key, model, status, price; no prompts, pictures or addresses)', '账户的请求日志（时间、路由、密钥、模型、状态、价格；不含提示词、图片或地址）'), kept.callDays === 0 ? s('none is kept', '不保留') : days(kept.callDays, language)],
    [s('Memory of repeated requests (a keyed digest)', '重复请求的记忆（带密钥摘要）'), hours(kept.idempotencyHours, language)],
    [s('Receipts of erasure (no name in them)', '删除凭证（不含姓名）'), days(kept.receiptDays, language)],
    [s('Record of a rights request (kind, times, outcome)', '权利请求记录（类型、时间、结果）'), days(kept.requestDays, language)],
    [s('Uploaded and batch files, unless you delete them before', '上传文件与批处理文件，除非您提前删除'), days(charter.files.days, language)],
    [s('Log of webhook deliveries (times and codes)', 'Webhook 投递记录（时间与代码）'), days(charter.webhooks.logDays, language)],
    [s('Delivery log of messages (kind, channel, times, codes)', '消息投递记录（类型、渠道、时间、代码）'), days(messages.logDays, language)],
    [s('Backups, in which erased pictures stay unreadable', '备份（其中已删除的图片仍不可读）'), kept.backupDays === 0 ? s('none are kept', '不保留') : days(kept.backupDays, language)],
  ]
  if (sharing.enabled) rows.push([s('Share links, unless you end them before', '分享链接，除非您提前终止'), s(`${days(sharing.mostDays, language)} at most`, `最长 ${days(sharing.mostDays, language)}`)])
  if (sharing.enabled && sharing.gallery) rows.push([s('Pictures in the gallery, unless you take them out before', '画廊中的图片，除非您提前撤下'), days(sharing.galleryDays, language)])
  if (charter.access.who === 'accounts') rows.push(...ofPeople(charter, language))
  if (conditions.guardians?.(charter)) {
    rows.push([s('Pictures of somebody under a guardian', '须监护人同意者的图片'), s(`${days(charter.age.childImageDays, language)} at most`, `最长 ${days(charter.age.childImageDays, language)}`)])
    rows.push([s('A question to a guardian that nobody answers, with the address', '监护人未答复的请求及其地址'), hours(charter.age.guardianHours, language)])
  }
  return { head: [s('What', '内容'), s('How long', '保留期限')], rows }
}

function ofPeople({ signIn, accounts, verification }: Charter, language: Language): string[][] {
  const s = (en: string, zh: string): string => say(language, en, zh)
  return [
    [s('A sign-in', '一次登录'), s(`${signIn.idleDays} days after the last request, ${signIn.mostDays} days at most`, `最后一次请求后 ${signIn.idleDays} 天，最长 ${signIn.mostDays} 天`)],
    [s('Account, members and contacts', '账户、成员与联系方式'), s('until the account is closed', '直到账户注销')],
    [s('What an ended account can still take away', '已终止账户可取走的内容'), days(accounts.exportDays, language)],
    [s('Keyed digest of the contacts of a banned person', '被禁止者联系方式的带密钥摘要'), days(accounts.banDays, language)],
    [s('Papers of a verification', '认证材料'), s(`until the verdict, ${days(verification.paperDays, language)} at most`, `直到作出结论，最长 ${days(verification.paperDays, language)}`)],
    [s('A verification', '认证'), days(verification.validDays, language)],
  ]
}

const cookies: Make = (charter, language) => ({
  head: [say(language, 'Cookie', 'Cookie'), say(language, 'What for', '用途'), say(language, 'How long', '期限'), say(language, 'Kind', '类别')],
  rows: allCookies.filter((cookie) => cookie.set(charter)).map(({ name, what, until }) => [name, what[language], until(charter)[language], say(language, 'necessary', '必要')]),
})

type Place = Charter['engines'][number]['place']
const nameOf = (place: Place): string => (typeof place === 'object' ? place.name : '')
const countryOf = (place: Place): string => (typeof place === 'object' ? place.country : '')

const places: Make = (charter, language) => {
  const s = (en: string, zh: string): string => say(language, en, zh)
  const stores = [[s('Database, pictures, keys', '数据库、图片、密钥'), charter.operator.storage]]
  const engines = charter.engines.filter(({ on }) => on).map((entry) => [s(`Engine "${entry.id}"`, `引擎“${entry.id}”`), isHere(entry) ? charter.operator.storage : `${nameOf(entry.place)}, ${countryOf(entry.place)}`])
  return { head: [s('What', '内容'), s('Where', '位置')], rows: [...stores, ...engines] }
}

/** Numbers that bound what one caller can do: the setting, and its name in both languages. */
const limitRows: ReadonlyArray<readonly [path: string, en: string, zh: string]> = [
  ['limits.promptCharacters', 'Characters in a prompt', '提示词字符数'],
  ['limits.pictures', 'Pictures in one order', '每个订单的图片数'],
  ['limits.waiting', 'Orders waiting at the same time', '同时等待的订单数'],
  ['limits.bodyBytes', 'Bytes of a request', '请求字节数'],
  ['uploads.pictures', 'Pictures sent with one request', '每次请求上传的图片数'],
  ['uploads.fileBytes', 'Bytes of one sent picture', '每张上传图片的字节数'],
  ['uploads.bodyBytes', 'Bytes of a request that brings pictures', '带图片请求的字节数'],
  ['uploads.megapixels', 'Megapixels of a sent picture', '上传图片的百万像素数'],
  ['uploads.keptMegapixels', 'Megapixels that sent pictures are made smaller to', '上传图片缩小后的百万像素数'],
  ['links.minutes', 'Minutes that a signed picture address works', '签名图片地址的有效分钟数'],
  ['imports.pictures', 'Pictures of one import', '单次导入的图片数'],
  ['imports.bytes', 'Bytes of one import', '单次导入的字节数'],
  ['imports.heldPictures', 'Pictures held, for an import to be taken', '允许导入时的持有图片数'],
  ['files.count', 'Files held', '持有的文件数'],
  ['files.bytes', 'Bytes of all files held', '持有文件的总字节数'],
  ['files.each', 'Bytes of one file', '单个文件的字节数'],
  ['batches.lines', 'Lines of a batch', '批处理行数'],
  ['batches.hours', 'Hours that a batch may take', '批处理的最长小时数'],
  ['batches.atOnce', 'Lines of a batch drawn at the same time', '批处理同时绘制的行数'],
  ['batches.unfinished', 'Unfinished batches', '未完成的批处理数'],
  ['webhooks.count', 'Webhooks', 'Webhook 数'],
  ['webhooks.tries', 'Tries of one webhook delivery', 'Webhook 投递尝试次数'],
  ['keys.most', 'API keys of an account', '账户的 API 密钥数'],
  ['keys.mostDays', 'Days that an API key lives at most', 'API 密钥的最长有效天数'],
  ['keys.overlapHours', 'Hours that a replaced key still works', '被替换密钥仍有效的小时数'],
  ['accounts.members', 'Members of an organisation', '组织成员数'],
  ['accounts.organisations', 'Organisations of one person', '每人拥有的组织数'],
  ['accounts.inviteDays', 'Days that an invitation can be accepted', '邀请的有效天数'],
]

const limits: Make = (charter, language) => ({
  head: [say(language, 'Limit', '限制'), say(language, 'Value', '数值')],
  rows: limitRows.flatMap(([path, en, zh]) => {
    const value = path.split('.').reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], charter)
    return typeof value === 'number' ? [[say(language, en, zh), String(value)]] : []
  }),
})

const classWords: Record<Class, { en: string; zh: string }> = {
  sealed: { en: 'sealed content', zh: '密封内容' },
  digest: { en: 'digests', zh: '摘要' },
  id: { en: 'numbers made by chance', zh: '随机编号' },
  key: { en: 'public keys', zh: '公钥' },
  time: { en: 'times', zh: '时间' },
  number: { en: 'counts', zh: '计数' },
  code: { en: 'codes', zh: '代码' },
  clear: { en: 'words of the operator', zh: '运营者的文字' },
}

/** What the database holds, from its register, where this charter makes use of it. */
const held: Make = (charter, language) => ({
  head: [say(language, 'What', '内容'), say(language, 'Kinds of fields', '字段类别'), say(language, 'What for', '用途'), say(language, 'How long', '保留期限')],
  rows: Object.values(register)
    .filter(({ when }) => when === undefined || conditions[when]?.(charter) === true)
    .map(({ what, purpose, until, columns }) => [
      what[language],
      listed(classes.filter((one) => columns[one]).map((one) => classWords[one][language]), language),
      purposes[purpose][language],
      fillFact(until[language], charter, language),
    ]),
})

const prices: Make = (charter, language) => ({
  head: [say(language, 'Engine', '引擎'), say(language, 'Models', '模型'), say(language, 'Price of a picture, in units of the currency', '每张价格（货币单位）')],
  rows: charter.engines.filter(({ on, price }) => on && price > 0).map(({ id, models = [], price }) => [id, listed(models.map((model) => model.id), language), String(price / 1_000_000)]),
})

const tiers: Make = (charter, language) => {
  const s = (en: string, zh: string): string => say(language, en, zh)
  const names = { visitor: s('Visitor', '访客'), user: s('Signed in', '已登录'), verified: s('Verified', '已认证'), paid: s('Paid', '付费') }
  return {
    head: [s('Who', '身份'), s('Unfinished orders', '未完成订单'), s('Orders a minute', '每分钟订单'), s('Pictures a day, models without a price', '每日图片（免费模型）'), s('Pictures a day without paying, models with a price', '每日免付图片（收费模型）')],
    rows: Object.entries(names).map(([tier, name]) => {
      const { concurrency, perMinute, picturesPerDay, freePicturesPerDay } = charter.tiers[tier as keyof typeof names]
      return [name, concurrency, perMinute, picturesPerDay ?? s('no limit', '不限'), freePicturesPerDay].map(String)
    }),
  }
}

/** The ways to sign in that are switched on, with what each one keeps. */
const ways: Make = ({ signIn }, language) => {
  const s = (en: string, zh: string): string => say(language, en, zh)
  const rows: string[][] = []
  if (signIn.password) rows.push([s('Mail address and password', '邮箱和密码'), s(`address, sealed; a digest of the password (${signIn.passwordLeast} characters or more)`, `密封的邮箱地址；密码摘要（至少 ${signIn.passwordLeast} 个字符）`)])
  if (signIn.mailCode) rows.push([s('Code by mail', '邮件验证码'), s(`address, sealed; a digest of the code for ${signIn.codeMinutes} minutes`, `密封的邮箱地址；验证码摘要保留 ${signIn.codeMinutes} 分钟`)])
  if (signIn.phoneCode) rows.push([s('Code by text message', '短信验证码'), s(`number, sealed; a digest of the code for ${signIn.codeMinutes} minutes`, `密封的电话号码；验证码摘要保留 ${signIn.codeMinutes} 分钟`)])
  if (signIn.passkey) rows.push([s('Passkey', '通行密钥'), s('the public half of the key', '密钥的公开部分')])
  if (signIn.secondFactor) rows.push([s('Authenticator app as a second step', '身份验证器（第二步）'), s('its secret, sealed; digests of recovery codes', '密封的密钥；恢复码摘要')])
  for (const provider of signIn.providers) rows.push([provider.name, s('the number by which that site names you, as a digest', '该网站对您的编号（摘要）')])
  return { head: [s('Way to sign in', '登录方式'), s('What is kept for it', '为此保存的内容')], rows }
}

const filings: Make = (charter, language) => ({
  head: [say(language, 'Region', '地区'), say(language, 'Number', '备案号')],
  rows: Object.entries(charter.labels.filings).map(([region, number]) => [region, number ?? '']),
})

export const tables: Record<string, Make> = { held, prices, tiers, ways, retention, cookies, recipients, transfers, places, limits, filings }
