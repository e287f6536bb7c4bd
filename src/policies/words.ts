// Words of settings that are a choice among names, in both languages.

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
