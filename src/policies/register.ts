// The register of the database: every column there is, with class, purpose and how long; "what is held" is printed from it, and an undeclared column breaks the build.

export interface Both {
  en: string
  zh: string
}

/**
 * sealed = content or personal data, opened only by its owner's keys; digest = keyed or one-way, to compare and not to
 * read; id = made by chance; key = public halves and names of keys; time; number; code = one of a closed list;
 * clear = words of the operator in clear.
 */
export const classes = ['sealed', 'digest', 'id', 'key', 'time', 'number', 'code', 'clear'] as const
export type Class = (typeof classes)[number]

export interface Entry {
  what: Both
  purpose: keyof typeof purposes
  /** Words with placeholders of settings. */
  until: Both
  /** Absent = in every charter. */
  when?: 'accounts' | 'visitors' | 'gallery' | 'counted' | 'age-asked' | 'guardians'
  columns: Partial<Record<Class, string>>
}

export const purposes = {
  service: { en: 'to do what you ask for', zh: '完成您的请求' },
  access: { en: 'to know who asks', zh: '识别请求者' },
  rights: { en: 'to keep and prove your rights', zh: '保障并证明您的权利' },
  safety: { en: 'to keep the service safe and fair', zh: '保障服务安全与公平' },
  money: { en: 'to charge rightly', zh: '正确计费' },
  running: { en: 'to run the program', zh: '运行程序' },
} as const

const asPictures: Both = { en: 'as long as the picture', zh: '与图片相同' }
const account: Both = { en: 'until the account is closed', zh: '直到账户注销' }
const untilErased: Both = { en: 'until you erase everything', zh: '直到您删除全部内容' }
const always: Both = { en: 'as long as the instance', zh: '与实例相同' }
const signIn: Both = { en: '{signIn.mostDays} days at most', zh: '最长 {signIn.mostDays} 天' }
const day: Both = { en: 'a day', zh: '一天' }
const newest: Both = { en: 'the newest 50 of each model', zh: '每个模型最新的 50 条' }

export const register: Record<string, Entry> = {
  generations: {
    what: { en: 'Orders: prompt, settings, outcome', zh: '订单：提示词、设置、结果' },
    purpose: 'service',
    until: asPictures,
    columns: {
      sealed: 'order words outcome note',
      digest: 'end_user share',
      id: 'id owner key root',
      key: 'owner_key hour hour_key object_keys queue',
      time: 'created_at started_at ended_at deadline lease_until',
      number: 'pictures turn lease_lock fence attempts milliseconds expected_least expected_most expected_from counted_pictures',
      code: 'state charter_version engine error lease_holder cancel_asked tier uses expected_engine counted_as',
    },
  },
  images: {
    what: { en: 'Pictures: when, how large, until when', zh: '图片：时间、大小、期限' },
    purpose: 'service',
    until: asPictures,
    columns: { id: 'id generation owner', key: 'hour object', time: 'created_at deadline deleted_at', number: 'number size', code: 'format charter_version' },
  },
  links: {
    what: { en: 'Picture addresses and share links', zh: '图片地址与分享链接' },
    purpose: 'service',
    until: { en: 'until they end', zh: '直到失效' },
    columns: { sealed: 'access small_access', digest: 'digest', id: 'id owner image', key: 'hour object', time: 'created_at revoked_at expires_at', code: 'kind' },
  },
  publications: {
    what: { en: 'Pictures in the gallery', zh: '画廊中的图片' },
    purpose: 'service',
    until: { en: '{sharing.galleryDays} days, or until you take it out', zh: '{sharing.galleryDays} 天，或直到您撤下' },
    when: 'gallery',
    columns: { id: 'id owner image', key: 'object', time: 'published_at deadline withdrawn_at', number: 'size width height', code: 'format' },
  },
  boards: { what: { en: 'Boards and favourites', zh: '画板与收藏' }, purpose: 'service', until: untilErased, columns: { sealed: 'name', id: 'id owner', time: 'created_at' } },
  placings: { what: { en: 'Which picture lies on which board', zh: '图片所在的画板' }, purpose: 'service', until: asPictures, columns: { id: 'owner board image', time: 'at' } },
  drafts: { what: { en: 'Drafts: words, references and masks of unfinished work', zh: '草稿：未完成工作的文字、参考图与蒙版' }, purpose: 'service', until: asPictures, columns: { sealed: 'sealed', id: 'owner person name', key: 'hour', time: 'changed_at deadline' } },
  preferences: { what: { en: 'Language, theme and the like', zh: '语言、主题等偏好' }, purpose: 'service', until: untilErased, columns: { sealed: 'sealed', id: 'owner person', time: 'changed_at' } },
  kept_files: {
    what: { en: 'Uploaded files, and files of batches', zh: '上传文件与批处理文件' },
    purpose: 'service',
    until: { en: '{files.days} days', zh: '{files.days} 天' },
    columns: { sealed: 'facts', id: 'id owner batch', key: 'hour object', time: 'created_at deadline deleted_at', number: 'size', code: 'purpose part' },
  },
  batches: {
    what: { en: 'Batches of orders', zh: '批量订单' },
    purpose: 'service',
    until: { en: '{files.days} days', zh: '{files.days} 天' },
    columns: {
      sealed: 'facts',
      id: 'id owner key input_file output_file error_file',
      key: 'hour object',
      time: 'created_at started_at ended_at ends_at deadline held_until',
      number: 'total completed failed',
      code: 'endpoint state removes_input',
    },
  },
  batch_lines: { what: { en: 'Answers of a batch, line by line', zh: '批处理的逐行结果' }, purpose: 'service', until: { en: '{files.days} days', zh: '{files.days} 天' }, columns: { sealed: 'answer', id: 'batch', number: 'number', code: 'failed' } },
  webhooks: { what: { en: 'Webhooks: address and secret', zh: 'Webhook：地址与密钥' }, purpose: 'service', until: untilErased, columns: { sealed: 'facts', id: 'id owner', key: 'object', time: 'created_at', code: 'events' } },
  webhook_deliveries: {
    what: { en: 'Deliveries of webhooks', zh: 'Webhook 投递' },
    purpose: 'service',
    until: { en: '{webhooks.logDays} days', zh: '{webhooks.logDays} 天' },
    columns: { id: 'id webhook owner subject', time: 'created_at next_at tried_at', number: 'attempts status', code: 'event state' },
  },
  calls: {
    what: { en: 'Request log of accounts: time, route, key, model, status, duration', zh: '账户的请求日志：时间、路由、密钥、模型、状态、耗时' },
    purpose: 'service',
    until: { en: '{retention.callDays} days', zh: '{retention.callDays} 天' },
    columns: { id: 'id owner key made', time: 'at', number: 'status milliseconds', code: 'method route model code' },
  },
  idempotency: {
    what: { en: 'Memory of repeated requests', zh: '重复请求的记忆' },
    purpose: 'service',
    until: { en: '{retention.idempotencyHours} hours', zh: '{retention.idempotencyHours} 小时' },
    columns: { digest: 'key body', id: 'owner generation', time: 'expires_at' },
  },
  sessions: {
    what: { en: 'Sessions of visitors', zh: '访客会话' },
    purpose: 'access',
    until: { en: '{sessions.mostHours} hours at most', zh: '最长 {sessions.mostHours} 小时' },
    when: 'visitors',
    columns: { digest: 'id', key: 'public_key', time: 'created_at last_seen_at ended_at', number: 'idle_minutes most_hours', code: 'at_end' },
  },
  people: {
    what: { en: 'People who sign in: contacts and name', zh: '登录者：联系方式与姓名' },
    purpose: 'access',
    until: account,
    when: 'accounts',
    columns: { sealed: 'mail phone name', digest: 'mail_index phone_index', id: 'id', time: 'created_at updated_at', code: 'mail_verified phone_verified second_factor language' },
  },
  person_logins: {
    what: { en: 'Ways by which a person signs in', zh: '登录方式' },
    purpose: 'access',
    until: account,
    when: 'accounts',
    columns: { sealed: 'subject password', digest: 'subject_index', id: 'id person', time: 'created_at updated_at', code: 'provider' },
  },
  person_passkeys: {
    what: { en: 'Passkeys', zh: '通行密钥' },
    purpose: 'access',
    until: account,
    when: 'accounts',
    columns: { sealed: 'name credential', digest: 'credential_index', id: 'id person', key: 'public_key', time: 'created_at', number: 'counter', code: 'device_type backed_up transports' },
  },
  person_second_factors: {
    what: { en: 'Second steps of a sign-in', zh: '第二步验证' },
    purpose: 'access',
    until: account,
    when: 'accounts',
    columns: { sealed: 'secret recovery_codes', digest: 'recovery_index', id: 'id person', time: 'locked_until', number: 'failures', code: 'verified' },
  },
  person_sign_ins: {
    what: { en: 'Sign-ins', zh: '登录记录' },
    purpose: 'access',
    until: signIn,
    when: 'accounts',
    columns: { sealed: 'agent', digest: 'token', id: 'id person', time: 'confirmed_at expires_at created_at updated_at', code: 'factors pending' },
  },
  sign_in_codes: {
    what: { en: 'Codes that were sent', zh: '已发送的验证码' },
    purpose: 'access',
    until: { en: '{signIn.codeMinutes} minutes', zh: '{signIn.codeMinutes} 分钟' },
    when: 'accounts',
    columns: { sealed: 'value', digest: 'identifier', id: 'id', time: 'expires_at created_at updated_at' },
  },
  news_consents: { what: { en: 'Consents to news by mail', zh: '邮件资讯的同意' }, purpose: 'rights', until: account, when: 'accounts', columns: { digest: 'token', id: 'id person', time: 'asked_at confirmed_at' } },
  messages: {
    what: { en: 'Messages to people', zh: '发给您的消息' },
    purpose: 'service',
    until: { en: '{messages.logDays} days; its words until it is sent', zh: '{messages.logDays} 天；内容仅保留到发出' },
    when: 'accounts',
    columns: { sealed: 'sealed', id: 'id person notice', key: 'hour', time: 'created_at next_at ended_at expires_at', number: 'attempts', code: 'channel template language state code' },
  },
  accounts: {
    what: { en: 'Accounts and their standing', zh: '账户及其状态' },
    purpose: 'access',
    until: account,
    when: 'accounts',
    columns: { sealed: 'profile', id: 'id', time: 'created_at standing_since appealed_at verified_until look_at', code: 'kind standing reason verification terms closing' },
  },
  members: { what: { en: 'Who belongs to which account', zh: '账户成员' }, purpose: 'access', until: account, when: 'accounts', columns: { id: 'account person', time: 'since', code: 'role' } },
  invitations: {
    what: { en: 'Invitations and offers of ownership', zh: '邀请与转让' },
    purpose: 'access',
    until: { en: '{accounts.inviteDays} days', zh: '{accounts.inviteDays} 天' },
    when: 'accounts',
    columns: { sealed: 'address', digest: 'digest', id: 'id account person', time: 'created_at expires_at', code: 'kind role' },
  },
  api_keys: {
    what: { en: 'API keys', zh: 'API 密钥' },
    purpose: 'access',
    until: account,
    columns: { sealed: 'name signing', digest: 'hash', id: 'id owner successor', time: 'created_at revoked_at expires_at last_used_at', number: 'per_minute concurrency money_per_day', code: 'scopes hint addresses' },
  },
  operators: { what: { en: 'Who may operate this instance', zh: '运营者名单' }, purpose: 'access', until: account, when: 'accounts', columns: { id: 'person', time: 'since' } },
  openings: {
    what: { en: 'Looks of an operator at personal data', zh: '运营者查看个人数据的记录' },
    purpose: 'rights',
    until: account,
    when: 'accounts',
    columns: { id: 'id account operator', time: 'at until', number: 'reads', clear: 'reason' },
  },
  verifications: {
    what: { en: 'Verifications of who holds an account', zh: '账户持有人认证' },
    purpose: 'access',
    until: { en: '{verification.validDays} days; papers until the verdict', zh: '{verification.validDays} 天；材料仅保留到结论作出' },
    when: 'accounts',
    columns: { sealed: 'form', digest: 'reference', id: 'id account', time: 'asked_at decided_at', number: 'papers', code: 'state', clear: 'reason' },
  },
  bans: { what: { en: 'Contacts of banned people, as digests', zh: '被禁止者联系方式的摘要' }, purpose: 'safety', until: { en: '{accounts.banDays} days', zh: '{accounts.banDays} 天' }, when: 'accounts', columns: { digest: 'digest', time: 'until' } },
  audit: { what: { en: 'What was done to accounts, chained', zh: '账户操作记录（链式）' }, purpose: 'rights', until: always, when: 'accounts', columns: { digest: 'subject hash', time: 'at', number: 'number', code: 'actor event detail' } },
  permissions: {
    what: { en: 'Permissions to get pictures without a visible mark', zh: '无可见标识的许可' },
    purpose: 'rights',
    until: { en: 'as long as the law asks', zh: '依法律要求' },
    columns: { sealed: 'why by', id: 'id owner', time: 'granted_at until revoked_at last_used_at expires_at', number: 'uses' },
  },
  holds: { what: { en: 'Things that the law makes us keep', zh: '法律要求保留的内容' }, purpose: 'rights', until: { en: 'until the date on it', zh: '直到所载日期' }, columns: { id: 'id owner', time: 'placed_at ends_at ended_at', clear: 'reason placed_by' } },
  held_things: { what: { en: 'What a hold covers', zh: '保留所涉内容' }, purpose: 'rights', until: { en: 'until the hold ends', zh: '直到保留结束' }, columns: { id: 'hold name', number: 'size', code: 'kind format' } },
  choices: { what: { en: 'Consents and objections', zh: '同意与反对' }, purpose: 'rights', until: untilErased, columns: { id: 'owner', time: 'at', code: 'purpose allowed' } },
  acceptances: { what: { en: 'Terms that you accepted', zh: '您接受的条款' }, purpose: 'rights', until: untilErased, columns: { digest: 'digest', id: 'owner version', time: 'at', code: 'language how' } },
  consents: { what: { en: 'What you said about camera, microphone, screen and optional purposes, and what a guardian said', zh: '您对摄像头、麦克风、屏幕及可选用途的表示，以及监护人的表示' }, purpose: 'rights', until: untilErased, columns: { digest: 'digest', id: 'owner version', time: 'at', number: 'number', code: 'matter allowed language how' } },
  age_answers: { what: { en: 'Your age band; no date of birth', zh: '您的年龄段；不含出生日期' }, purpose: 'rights', until: untilErased, when: 'age-asked', columns: { sealed: 'sealed', id: 'owner', time: 'answered_at' } },
  age_blocks: {
    what: { en: 'That somebody too young answered from there, under a name that a daily key makes', zh: '某处有人回答年龄过小（名称由每日更换的密钥生成）' },
    purpose: 'safety',
    until: { en: '{age.retryHours} hours', zh: '{age.retryHours} 小时' },
    when: 'age-asked',
    columns: { digest: 'digest', time: 'until' },
  },
  guardians: {
    what: { en: 'Questions to guardians, with their address', zh: '向监护人提出的请求及其地址' },
    purpose: 'rights',
    until: { en: '{age.guardianHours} hours without an answer; the address until they refuse or take back', zh: '无答复时 {age.guardianHours} 小时；地址保留到监护人拒绝或撤回' },
    when: 'guardians',
    columns: { sealed: 'contact', digest: 'code', id: 'id owner', time: 'asked_at expires_at locked_until', number: 'tries', code: 'channel language' },
  },
  requests: {
    what: { en: 'Requests about your rights', zh: '权利请求' },
    purpose: 'rights',
    until: { en: '{retention.requestDays} days after the answer', zh: '答复后 {retention.requestDays} 天' },
    columns: { sealed: 'words', id: 'id owner', time: 'asked_at due_at decided_at expires_at', code: 'kind state ground', clear: 'receipt' },
  },
  ledger_transfers: { what: { en: 'Bookings', zh: '记账' }, purpose: 'money', until: always, columns: { id: 'id generation key', time: 'at', code: 'kind' } },
  ledger_entries: { what: { en: 'Lines of bookings', zh: '记账明细' }, purpose: 'money', until: always, columns: { id: 'transfer account', number: 'place amount' } },
  customer_balances: { what: { en: 'Balances', zh: '余额' }, purpose: 'money', until: always, columns: { id: 'account', number: 'balance' } },
  paces: { what: { en: 'How fast somebody asks, under a name that a daily key makes', zh: '请求频率（名称由每日更换的密钥生成）' }, purpose: 'safety', until: day, columns: { digest: 'name', number: 'full_at' } },
  counts: { what: { en: 'How much somebody asked for today, under such a name', zh: '当日用量（同上命名）' }, purpose: 'safety', until: day, columns: { digest: 'name', number: 'amount', time: 'until' } },
  engine_timings: { what: { en: 'How long engines took: durations alone', zh: '引擎用时：仅时长' }, purpose: 'running', until: newest, columns: { code: 'engine model edited', number: 'number pixels steps milliseconds' } },
  engine_controls: { what: { en: 'What the operator wants of engines', zh: '运营者对引擎的设置' }, purpose: 'running', until: always, columns: { code: 'engine', time: 'paused_at try_at canary_at' } },
  visit_counts: { what: { en: 'How often pages are opened and pictures ordered today', zh: '今日页面打开与下单次数' }, purpose: 'running', until: day, when: 'counted', columns: { number: 'amount', code: 'day figure route language device' } },
  visit_marks: { what: { en: 'Marks that tell visitors of today apart, by a key that dies with the day', zh: '区分今日访客的标记（密钥当日销毁）' }, purpose: 'running', until: day, when: 'counted', columns: { digest: 'visitor', code: 'day figure route language device' } },
  kept_figures: { what: { en: 'Figures about use that stand for many visitors', zh: '代表多位访客的使用数字' }, purpose: 'running', until: always, when: 'counted', columns: { number: 'amount visitors', code: 'day figure fact value' } },
  host_contacts: { what: { en: 'Hosts that this program contacted, by day', zh: '本程序每日连接的主机' }, purpose: 'running', until: { en: '90 days', zh: '90 天' }, columns: { number: 'opened refused beyond', code: 'day process host purpose' } },
  engine_standings: { what: { en: 'How engines do', zh: '引擎状况' }, purpose: 'running', until: day, columns: { code: 'engine holder standing', time: 'at' } },
  reports: { what: { en: 'Newest report of each promise', zh: '各项承诺的最新报告' }, purpose: 'running', until: always, columns: { code: 'rule kind holds', time: 'at', number: 'numbers' } },
  versions: {
    what: { en: 'Versions of the published terms', zh: '已公布条款的版本' },
    purpose: 'running',
    until: { en: '{terms.oldVersionsYears} years after they were replaced', zh: '被替换后 {terms.oldVersionsYears} 年' },
    columns: { id: 'id', digest: 'digest', number: 'notice_days', time: 'announced_at effective_at noticed_at', code: 'charter significant', clear: 'settings texts changes' },
  },
  notices: {
    what: { en: 'Notices to everybody, and how many of their mails arrived', zh: '发给所有人的通知，及其邮件送达数量' },
    purpose: 'running',
    until: { en: '{terms.oldVersionsYears} years', zh: '{terms.oldVersionsYears} 年' },
    columns: { id: 'id version cursor', time: 'announced_at mailed_at last_at', number: 'due sent failed bounced', code: 'kind mail', clear: 'words' },
  },
  incidents: {
    what: { en: 'What went wrong here and what was planned, as everybody may read it', zh: '本服务的事件与维护记录（任何人可查阅）' },
    purpose: 'running',
    until: always,
    columns: { id: 'id', time: 'announced_at starts_at ends_at over_at', code: 'kind personal', clear: 'title updates' },
  },
  gesso_steps: { what: { en: 'Steps of the database\'s shape', zh: '数据库结构版本' }, purpose: 'running', until: always, columns: { number: 'number', time: 'at' } },
}
