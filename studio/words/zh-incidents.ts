// 事件与维护的文字。

export const incidents = {
  title: '事件与维护',
  none: '目前没有。',
  noneSince: '自 {{date}} 起没有记录。',
  kinds: { incident: '事件', maintenance: '维护' },
  states: { looking: '正在查找原因', known: '已找到原因', watching: '已修复，观察中', over: '已结束', planned: '已计划', 'going-on': '进行中' },
  personal: '个人数据已受或可能受影响',
  from: '始于 {{time}}',
  window: '{{from}} 至 {{to}}',
  ended: '{{time}} 结束',
  banner: { incident: '本服务出现问题：{{title}}', maintenance: '维护（{{window}}）：{{title}}' },
  more: '了解详情',
} as const

export const hosts = {
  title: '本服务器连接到哪里',
  none: '不连接任何地方：设置中没有本机以外的主机。',
  intro: '设置中列有以下主机；其他一律不放行。',
  counted: '最近 {{days}} 天，其进程向本机以外打开了 {{opened}} 个连接，拒绝了 {{refused}} 个。',
  undeclared_other: '其中 {{count}} 个连到了未列出的主机。',
  purposes: { engine: '绘图', relay: '转发请求', mail: '邮件', sms: '短信', 'sign-in': '登录', 'leaked-passwords': '泄露密码查询', 'time-stamp': '时间戳', webhook: 'Webhook 通知', 'picture-by-address': '按地址取图', 'not-used': '未使用' },
  consents: { each: '每人同意一次', terms: '条款中列明', choice: '由本人选择', service: '运行所需', none: '没有使用' },
} as const
