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
  list_not_seen: {
    en: 'This is somebody\'s own machine, opened for others to try. Look at the list of what is collected (GET /v1/session, "demo") and agree to it by POST /v1/terms first; nothing was taken from you.',
    zh: '这是个人的机器，开放供他人试用。请先查看所收集内容的清单（GET /v1/session 的“demo”），并通过 POST /v1/terms 表示同意；尚未收取您的任何内容。',
  },
  charter_invalid: {
    en: 'No charter can be made from these answers. {reason}',
    zh: '无法根据这些回答生成章程。{reason}',
  },
  set_up_elsewhere: {
    en: 'The charter of this server was chosen by GESSO_CHARTER. Change that file, check it with "gesso charter check", and start the server again.',
    zh: '本服务器的章程由 GESSO_CHARTER 指定。请修改该文件，用“gesso charter check”检查后重新启动服务器。',
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
