// The one list of questions that make a charter: `gesso charter new` asks them in the terminal, the set-up page in the browser.

import type { Language } from '../core/errors.ts'

export type Both = Record<Language, string>
export type Answers = Record<string, string>

export interface Question {
  id: string
  kind: 'one-of' | 'text' | 'number' | 'yes-no'
  ask: Both
  hint?: Both
  /** For `one-of`. */
  choices?: ReadonlyArray<{ value: string; words: Both }>
  /** What is taken when nothing is answered; undefined = it must be answered. */
  usual?(answers: Answers): string | undefined
  /** Whether it is asked after these answers. Usual: yes. */
  when?(answers: Answers): boolean
}

const others = ({ charter, demo }: Answers): boolean => charter !== 'local' || demo === 'yes'
const isElsewhere = ({ engine, engineUrl = '' }: Answers): boolean => engine === 'address' && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(engineUrl)

export const questions: readonly Question[] = [
  {
    id: 'charter',
    kind: 'one-of',
    ask: { en: 'What do you want to offer?', zh: '您想提供什么？' },
    choices: [
      { value: 'local', words: { en: 'local: for yourself, on this machine', zh: 'local：在本机自用' } },
      { value: 'hosted', words: { en: 'hosted: for anybody, without signing in; shared pictures live by their link', zh: 'hosted：面向所有人，无需登录；分享的图片凭链接保留' } },
      { value: 'ephemeral', words: { en: 'ephemeral: for anybody; everything goes with the session', zh: 'ephemeral：面向所有人；会话结束即全部消失' } },
      { value: 'api', words: { en: 'api: for developers, with accounts and API keys', zh: 'api：面向开发者，提供账户和 API 密钥' } },
      { value: 'platform', words: { en: 'platform: accounts, verification before keys, a gallery', zh: 'platform：账户、发放密钥前的认证、画廊' } },
    ],
    usual: () => 'local',
  },
  {
    id: 'demo',
    kind: 'yes-no',
    ask: { en: 'May others try it, as a demonstration?', zh: '是否开放给他人试用（演示）？' },
    hint: { en: 'Each is shown what is collected before their first prompt.', zh: '每人在首次输入提示词之前都会看到所收集的内容。' },
    usual: () => 'no',
    when: ({ charter }) => charter === 'local',
  },
  { id: 'operator', kind: 'text', ask: { en: 'Who answers for it? A person or a company.', zh: '由谁负责？个人或公司名称。' }, usual: (answers) => (others(answers) ? undefined : 'The operator of this server') },
  { id: 'contact', kind: 'text', ask: { en: 'E-mail address that people can write to', zh: '供他人联系的电子邮箱' }, usual: (answers) => (others(answers) ? undefined : 'operator@gesso.example') },
  { id: 'country', kind: 'text', ask: { en: 'Country whose law binds you', zh: '约束您的法律所属国家' }, usual: (answers) => (others(answers) ? undefined : 'the country of this machine') },
  { id: 'storage', kind: 'text', ask: { en: 'Where do the database and the pictures lie? Place and country.', zh: '数据库和图片存放在哪里？地点和国家。' }, usual: () => 'the machine this program runs on' },
  {
    id: 'imageDays',
    kind: 'number',
    ask: { en: 'Days until a picture is gone', zh: '图片保留天数' },
    hint: { en: 'For yourself alone also "until-deleted".', zh: '仅供自用时也可填 until-deleted。' },
    usual: (answers) => (!others(answers) ? 'until-deleted' : answers.charter === 'platform' ? '180' : '30'),
    when: ({ charter }) => charter !== 'ephemeral',
  },
  { id: 'logDays', kind: 'number', ask: { en: 'Days that logs are kept (codes and numbers, no prompts)', zh: '日志保留天数（仅代码和数字，不含提示词）' }, usual: ({ charter }) => ({ ephemeral: '30', platform: '180' })[charter ?? ''] ?? '90' },
  { id: 'noticeDays', kind: 'number', ask: { en: 'Days of notice before the terms change', zh: '条款变更前的公告天数' }, usual: () => '30', when: others },
  {
    id: 'languages',
    kind: 'one-of',
    ask: { en: 'In which languages do you answer complaints? The pages speak both.', zh: '您以哪些语言处理投诉？页面始终提供两种语言。' },
    choices: [
      { value: 'en zh', words: { en: 'English and Chinese', zh: '英文和中文' } },
      { value: 'en', words: { en: 'English', zh: '英文' } },
      { value: 'zh', words: { en: 'Chinese', zh: '中文' } },
    ],
    usual: () => 'en zh',
    when: others,
  },
  {
    id: 'engine',
    kind: 'one-of',
    ask: { en: 'What draws?', zh: '由什么绘制？' },
    choices: [
      { value: 'painter', words: { en: 'the painter that comes along, on this machine', zh: '自带的 painter，在本机运行' } },
      { value: 'address', words: { en: 'the painter, and a server that speaks the OpenAI images API', zh: 'painter，以及一个兼容 OpenAI 图像 API 的服务器' } },
    ],
    usual: () => 'painter',
  },
  { id: 'engineUrl', kind: 'text', ask: { en: 'Its address, up to and with the version', zh: '该服务器地址（含版本号）' }, hint: { en: 'E.g. http://127.0.0.1:30000/v1', zh: '例如 http://127.0.0.1:30000/v1' }, when: ({ engine }) => engine === 'address' },
  { id: 'engineModel', kind: 'text', ask: { en: 'The model to use there', zh: '所用模型' }, when: ({ engine }) => engine === 'address' },
  { id: 'engineKey', kind: 'text', ask: { en: 'Environment variable that holds its key', zh: '保存其密钥的环境变量' }, usual: () => '', when: ({ engine }) => engine === 'address' },
  { id: 'engineName', kind: 'text', ask: { en: 'Who runs it', zh: '由谁运行' }, when: isElsewhere },
  { id: 'engineCountry', kind: 'text', ask: { en: 'In which country: two letters', zh: '所在国家（两个字母）' }, when: isElsewhere },
  { id: 'engineTerms', kind: 'text', ask: { en: 'Address of its terms', zh: '其条款的网址' }, when: isElsewhere },
  { id: 'engineKeeps', kind: 'text', ask: { en: 'How long it keeps what it gets', zh: '其保留所获数据的时间' }, hint: { en: 'E.g. 30 days', zh: '例如：30 天' }, when: isElsewhere },
]

/** Those that are asked after these answers, in order. */
export function asked(answers: Answers): Question[] {
  return questions.filter(({ when }) => when?.(answers) ?? true)
}

/** Every answer, with the usual one where none was given; and the ids of questions that need one. */
export function complete(given: Answers): { answers: Answers; missing: string[] } {
  const answers: Answers = {}
  const missing: string[] = []
  for (const question of questions) {
    if (question.when && !question.when(answers)) continue
    const answer = given[question.id]?.trim() || question.usual?.(answers)
    if (answer === undefined) missing.push(question.id)
    else answers[question.id] = answer
  }
  return { answers, missing }
}

/** What is wrong with one answer, or undefined. What settings mean together only the whole charter tells. */
export function faultIn({ kind, choices, id }: Question, answer: string, language: Language): string | undefined {
  const say = (en: string, zh: string): string => (language === 'zh' ? zh : en)
  if (kind === 'one-of' && !choices?.some(({ value }) => value === answer)) return say(`Choose one of: ${choices?.map(({ value }) => value).join(', ')}.`, `请选择其一：${choices?.map(({ value }) => value).join('、')}。`)
  if (kind === 'yes-no' && answer !== 'yes' && answer !== 'no') return say('Answer yes or no.', '请回答 yes 或 no。')
  if (kind === 'number' && !/^\d{1,4}$/.test(answer) && !(id === 'imageDays' && answer === 'until-deleted')) return say('Give a whole number of days.', '请填写整数天数。')
  return undefined
}
