// The words of every message, in English and Chinese, and how values get into them.

import type { Language } from '../core/errors.ts'
import type { TemplateName } from '../core/messages.ts'

/** `sms` is what a text message says; without it the template is for mail only. */
interface Words {
  subject: string
  text: string
  sms?: string
}

const bye = { en: '\n\nThis message was sent by {instance}. Nobody here will ever ask you for a password or a code.', zh: '\n\n本消息由 {instance} 发送。我们绝不会向您索要密码或验证码。' }

export const words: Record<TemplateName | 'news', Record<Language, Words>> = {
  'sign-in-code': {
    en: {
      subject: 'Your code: {code}',
      text: 'Your code to sign in is {code}. It works once, for {minutes} minutes.\n\nIf you did not ask for it, do nothing: without the code nobody gets in.',
      sms: '{code} is your code to sign in, for {minutes} minutes. Give it to nobody.',
    },
    zh: { subject: '您的验证码：{code}', text: '您的登录验证码是 {code}，{minutes} 分钟内有效，仅可使用一次。\n\n如非您本人操作，请忽略：没有验证码，任何人都无法登录。', sms: '登录验证码：{code}，{minutes} 分钟内有效，请勿告知他人。' },
  },
  'confirm-code': {
    en: {
      subject: 'Confirm your address: {code}',
      text: 'The code that confirms this address is {code}. It works once, for {minutes} minutes.\n\nIf you did not ask for it, do nothing: your address is not used.',
      sms: '{code} confirms this number, for {minutes} minutes. Give it to nobody.',
    },
    zh: { subject: '确认您的地址：{code}', text: '确认此地址的验证码是 {code}，{minutes} 分钟内有效，仅可使用一次。\n\n如非您本人操作，请忽略，您的地址不会被使用。', sms: '确认号码的验证码：{code}，{minutes} 分钟内有效，请勿告知他人。' },
  },
  'already-there': {
    en: { subject: 'You have an account already', text: 'Somebody, perhaps you, tried to make a new account with this address. There is one already: sign in, or ask for a code if you forgot the password.\n\nIf it was not you, do nothing: nothing was changed.', sms: 'This number has an account already. Sign in with a code.' },
    zh: { subject: '您已有账户', text: '有人（也许是您）试图用此地址注册新账户。该地址已有账户：请直接登录；忘记密码可改用验证码。\n\n如非您本人操作，请忽略，没有任何更改。', sms: '此号码已有账户，请用验证码登录。' },
  },
  'password-reset': {
    en: { subject: 'A new password: {code}', text: 'The code to choose a new password is {code}. It works once, for {minutes} minutes.\n\nIf you did not ask for it, do nothing: the old password stays.', sms: '{code} lets you choose a new password, for {minutes} minutes. Give it to nobody.' },
    zh: { subject: '重设密码：{code}', text: '重设密码的验证码是 {code}，{minutes} 分钟内有效，仅可使用一次。\n\n如非您本人操作，请忽略，原密码不变。', sms: '重设密码验证码：{code}，{minutes} 分钟内有效，请勿告知他人。' },
  },
  'security-change': {
    en: { subject: 'Something that guards your account was changed', text: '{what}\n\nIf this was you, there is nothing to do. If not, sign in, sign out everywhere and change your password.' },
    zh: { subject: '您账户的安全设置已更改', text: '{what}\n\n如为您本人操作，无需处理。如非本人操作，请登录后退出所有设备并修改密码。' },
  },
  'news-confirm': {
    en: { subject: 'Do you want our news?', text: 'Somebody asked that news be sent to this address. Open this address to agree:\n\n{link}\n\nIf you do nothing, nothing is sent.' },
    zh: { subject: '您想接收我们的资讯吗？', text: '有人请求向此地址发送资讯。如您同意，请打开：\n\n{link}\n\n如不操作，则不会发送任何资讯。' },
  },
  invitation: {
    en: { subject: 'An invitation to {organisation}', text: '{from} invites you to {organisation}. To accept, open this address within {days} days:\n\n{link}\n\nIf you do not want to, do nothing.' },
    zh: { subject: '邀请您加入 {organisation}', text: '{from} 邀请您加入 {organisation}。如接受，请在 {days} 天内打开：\n\n{link}\n\n如不愿意，无需操作。' },
  },
  'ownership-offer': {
    en: { subject: '{organisation} is to become yours', text: '{from} wants to hand {organisation} over to you. It happens only when you agree, within {days} days, here:\n\n{link}' },
    zh: { subject: '请您接手 {organisation}', text: '{from} 希望将 {organisation} 移交给您。只有您在 {days} 天内同意后才会生效：\n\n{link}' },
  },
  'account-state': {
    en: { subject: 'Your account {account}: {state}', text: 'The state of the account {account} is now: {state}.\n\nReason: {reason}\n\nIf you think that this is wrong: {appeal}' },
    zh: { subject: '您的账户 {account}：{state}', text: '账户 {account} 的状态现为：{state}。\n\n原因：{reason}\n\n如您认为有误：{appeal}' },
  },
  'account-closed': {
    en: { subject: 'The account {account} is closed', text: 'The account {account} was closed as asked. What the law obliges us to keep is kept under its own clock; everything else is gone.' },
    zh: { subject: '账户 {account} 已关闭', text: '账户 {account} 已按要求关闭。法律要求保留的内容按其各自期限保留，其余均已删除。' },
  },
  'contact-check': {
    en: { subject: 'Can we still reach you?', text: 'A message about the account {account} could not be delivered. Please sign in and check your contacts within {days} business days; otherwise the account is suspended until you do.', sms: 'Please sign in and check your contacts within {days} business days.' },
    zh: { subject: '我们还能联系到您吗？', text: '关于账户 {account} 的消息未能送达。请在 {days} 个工作日内登录并检查联系方式，否则账户将被暂停，直至您完成检查。', sms: '请在 {days} 个工作日内登录并检查联系方式。' },
  },
  'guardian-asked': {
    en: {
      subject: 'A child asks for your consent',
      text: 'A child gave your address as that of their guardian. They want to make pictures with words here, and may do so only if you consent.\n\nRead what it is about, and decide, here:\n\n{link}\n\nYour code: {code}\n\nIt can be answered for {hours} hours. Keep this message: with the same code you can take your consent back at any time. Give the code to nobody, the child included. If you do nothing, nothing is made.',
      sms: 'A child asks for your consent as guardian. Read and decide: {link} Code: {code} (keep it, give it to nobody). If you do nothing, nothing is made.',
    },
    zh: {
      subject: '一名儿童请求您的同意',
      text: '一名儿童将您的地址填写为其监护人的地址。其希望在此用文字制作图片，且仅在您同意后才可进行。\n\n请在此阅读说明并作出决定：\n\n{link}\n\n您的验证码：{code}\n\n{hours} 小时内可答复。请保留本消息：您可随时凭同一验证码撤回同意。请勿将验证码告知任何人，包括该儿童。如您不作答复，则不会制作任何内容。',
      sms: '一名儿童请求您以监护人身份同意。阅读并决定：{link} 验证码：{code}（请保留，勿告知他人）。不答复则不会制作任何内容。',
    },
  },
  'guardian-given': {
    en: { subject: 'You consented for a child', text: 'A consent as guardian was given with the code that was sent to you. If it was not you, or you think otherwise now: open the address of the first message and take it back with the same code. Nothing more is made then.', sms: 'A guardian consent was given with your code. To take it back, open the address of the first message and use the same code.' },
    zh: { subject: '您已为一名儿童作出同意', text: '有人使用发送给您的验证码作出了监护人同意。如非您本人操作，或您改变主意：请打开第一条消息中的地址，用同一验证码撤回。此后不再制作任何内容。', sms: '已使用您的验证码作出监护人同意。如需撤回，请打开第一条消息中的地址并使用同一验证码。' },
  },
  'guardian-ended': {
    en: { subject: 'No consent for the child', text: 'It is recorded that you do not consent. Nothing more is made for the child, and what waited was stopped. Your address is not kept any longer.', sms: 'It is recorded that you do not consent. Nothing more is made for the child. Your number is not kept any longer.' },
    zh: { subject: '您未同意该儿童的请求', text: '已记录您不同意。不再为该儿童制作任何内容，等待中的订单已停止。您的地址不再保存。', sms: '已记录您不同意。不再为该儿童制作任何内容。您的号码不再保存。' },
  },
  'verification-verdict': {
    en: { subject: 'Verification of {account}: {verdict}', text: 'The verification of the account {account} was decided: {verdict}.\n\n{reason}\n\nThe papers you handed in are destroyed with this verdict.' },
    zh: { subject: '账户 {account} 的认证结果：{verdict}', text: '账户 {account} 的认证已有结果：{verdict}。\n\n{reason}\n\n您提交的材料随此结果一并销毁。' },
  },
  'break-glass': {
    en: { subject: 'An operator looked at your data', text: 'On {when} an operator opened personal data of your account, for a stated reason: {reason}\n\nYou find the record in your account.' },
    zh: { subject: '运营者查看了您的数据', text: '运营者于 {when} 因以下原因打开了您账户的个人数据：{reason}\n\n您可在账户中查看记录。' },
  },
  'key-leaked': {
    en: { subject: 'An API key of yours was found in public', text: 'The key {key} was found at {where}. It was revoked at once. Make a new one, and keep it out of public places.' },
    zh: { subject: '您的 API 密钥已泄露', text: '密钥 {key} 在 {where} 被发现，已立即吊销。请创建新的密钥，并避免将其公开。' },
  },
  'terms-change': {
    en: { subject: 'Our terms change on {from}', text: 'From {from} at the earliest new terms hold here. Read what changes, then accept it, or take what is yours and leave:\n\n{link}' },
    zh: { subject: '我们的条款将于 {from} 变更', text: '最早自 {from} 起适用新条款。请阅读变更内容并选择接受，或取走属于您的内容后离开：\n\n{link}' },
  },
  'service-ends': {
    en: { subject: 'This service ends on {on}', text: 'This service ends on {on}. Take your things along before:\n\n{link}' },
    zh: { subject: '本服务将于 {on} 终止', text: '本服务将于 {on} 终止。请在此之前带走您的内容：\n\n{link}' },
  },
  'pictures-go': {
    en: { subject: 'Pictures of yours go soon', text: 'These pictures of yours go by themselves, as this service keeps pictures for a limited time:\n\n{list}\n\nDownload before what you want to keep:\n\n{link}\n\nYou get this because you asked for it. You can switch it off at any time:\n\n{settings}' },
    zh: { subject: '您的图片即将到期', text: '本服务仅在限定时间内保存图片，您的以下图片将自动删除：\n\n{list}\n\n请在此之前下载您想保留的图片：\n\n{link}\n\n您收到此信是因为您开启了此提醒，可随时关闭：\n\n{settings}' },
  },
  notice: { en: { subject: '{subject}', text: '{text}' }, zh: { subject: '{subject}', text: '{text}' } },
  news: { en: { subject: '{subject}', text: '{text}\n\nYou get this because you asked for news. To stop it: {unsubscribe}' }, zh: { subject: '{subject}', text: '{text}\n\n您收到此信是因为您订阅了资讯。退订：{unsubscribe}' } },
}

/** The words with everything filled in. One line for the subject, whatever a value holds. */
export function fillWords(template: string, language: Language, values: Record<string, string>): { subject: string; text: string; sms?: string } {
  const found = words[template as TemplateName][language]
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  const sms = found.sms === undefined ? {} : { sms: fill(found.sms) }
  return { subject: fill(found.subject).replace(/\s+/g, ' ').trim(), text: fill(found.text + bye[language]), ...sms }
}

export const canBeTexted = (template: string): boolean => words[template as TemplateName].en.sms !== undefined
