// The published list of third parties, and of what goes to other countries, from one list.

import { partiesOf, type Party } from '../charter/parties.ts'
import type { Charter } from '../charter/schema.ts'
import type { Language } from './compile.ts'
import type { Table } from './tables.ts'

type Both = Record<Language, string>

const purposes: Record<Party['purpose'], { what: Both; gets: Both }> = {
  engine: { what: { en: 'draws pictures', zh: '绘制图片' }, gets: { en: 'prompt and reference pictures of an order sent there', zh: '发往该处的订单的提示词与参考图片' } },
  mail: { what: { en: 'delivers mail', zh: '投递邮件' }, gets: { en: 'address, and the words of the message', zh: '地址以及消息内容' } },
  sms: { what: { en: 'delivers text messages', zh: '投递短信' }, gets: { en: 'number, and the words of the message', zh: '号码以及消息内容' } },
  'sign-in': { what: { en: 'signs people in who choose it', zh: '供选择者登录' }, gets: { en: 'that you sign in here', zh: '您在此登录这一事实' } },
  'time-stamp': { what: { en: 'time-stamps the signature of pictures', zh: '为图片签名加盖时间戳' }, gets: { en: 'a digest of the signature; no picture, no words', zh: '签名的摘要；不含图片与文字' } },
}

export function recipients(charter: Charter, language: Language): Table {
  const s = (en: string, zh: string): string => (language === 'zh' ? zh : en)
  const rows = partiesOf(charter).map(({ name, purpose, country, terms, keeps, contact, since }) => [
    contact ? `${name} (${contact})` : name,
    purposes[purpose].what[language],
    purposes[purpose].gets[language],
    country ?? '',
    since ?? '',
    [keeps, terms].filter(Boolean).join('; '),
  ])
  return { head: [s('Who', '接收方'), s('What for', '用途'), s('What they get', '获得的数据'), s('Country', '国家'), s('Since', '开始日期'), s('How long, and their terms', '期限与条款')], rows }
}

/** Those in another country than the operator's; all of them where that is not said. */
export function transfers(charter: Charter, language: Language): Table {
  const s = (en: string, zh: string): string => (language === 'zh' ? zh : en)
  const abroad = partiesOf(charter).filter(({ country }) => country !== undefined && country !== charter.operator.region)
  const rows = abroad.map(({ name, country, purpose, safeguard }) => [country ?? '', name, purposes[purpose].gets[language], safeguard ?? s('the consent of whom it concerns', '当事人的同意')])
  return { head: [s('Country', '国家'), s('To', '接收方'), s('What', '内容'), s('Protected by', '保护措施')], rows }
}
