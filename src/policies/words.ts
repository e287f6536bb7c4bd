// Words of settings that are a choice among names, in both languages.

import type { Charter } from '../charter/schema.ts'
import type { refusalGrounds } from '../charter/sections/rights.ts'

type Both = { en: string; zh: string }

export const groundWords: Record<(typeof refusalGrounds)[number], Both> = {
  law: { en: 'the law forbids it', zh: '法律禁止' },
  security: { en: 'national or public security', zh: '国家或公共安全' },
  'public-interest': { en: 'a weighty public interest', zh: '重大公共利益' },
  crime: { en: 'the investigation of a crime', zh: '刑事侦查' },
  abuse: { en: 'abuse of the right', zh: '滥用权利' },
  'vital-interest': { en: 'life or health of somebody', zh: '他人的生命或健康' },
  harm: { en: 'serious harm to the rights of others', zh: '严重损害他人权益' },
  'trade-secret': { en: 'trade secrets', zh: '商业秘密' },
}

export const accountWords: Record<'individual' | 'university' | 'enterprise', Both> = {
  individual: { en: 'individual', zh: '个人' },
  university: { en: 'university', zh: '高校' },
  enterprise: { en: 'enterprise', zh: '企业' },
}

export const featureWords: Record<Charter['access']['accountFor'][number], Both> = {
  sharing: { en: 'sharing by a link', zh: '以链接分享' },
  gallery: { en: 'publishing in the gallery', zh: '发布到画廊' },
  uploads: { en: 'sending pictures', zh: '上传图片' },
  imports: { en: 'bringing in a copy', zh: '导入副本' },
}

export const languageWords: Record<Charter['notices']['languages'][number], Both> = {
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
  de: { en: 'German', zh: '德文' },
  es: { en: 'Spanish', zh: '西班牙文' },
  fr: { en: 'French', zh: '法文' },
  ja: { en: 'Japanese', zh: '日文' },
  ko: { en: 'Korean', zh: '韩文' },
  pt: { en: 'Portuguese', zh: '葡萄牙文' },
  ru: { en: 'Russian', zh: '俄文' },
}
