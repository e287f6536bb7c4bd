// What can be wrong with terms and their acceptance; part of the errors the product states.

export const termsSentences = {
  terms_changed: {
    en: 'The terms of this service changed on {date}. Read what changed under /policies and accept it, or take what is yours and leave; until then nothing new is made.',
    zh: '本服务的条款已于 {date} 变更。请在 /policies 查看变更并接受，或取走属于您的内容后离开；在此之前不会制作新内容。',
  },
  controller_changed: {
    en: 'Since {date} somebody else answers for this service. Read who under /policies and accept it, or take what is yours and leave; until then nothing of yours is worked with.',
    zh: '自 {date} 起，本服务由另一方负责。请在 /policies 查看并接受，或取走属于您的内容后离开；在此之前不会处理您的任何内容。',
  },
  terms_outdated: {
    en: 'Another version of the terms counts by now. Read GET /v1/terms again and accept that version.',
    zh: '现在生效的是另一版条款。请重新读取 GET /v1/terms，并接受该版本。',
  },
  terms_by_people: {
    en: 'Terms are accepted by people: sign in, or use the studio. An API key cannot accept them.',
    zh: '条款须由本人接受：请登录或使用工作室。API 密钥不能接受条款。',
  },
} as const
