// The sentences in Chinese about one's own earlier words and about a second look, loaded where one of them is used.

export const own = {
  title: '来自您自己的描述',
  fill: '使用：{{words}}',
} as const

export const second = {
  ask: '请求复核',
  title: '复核',
  intro: '运营者将收到以下文字（加密）、订单编号以及拒绝方，并在告知您的日期前答复。不会打开您的其他内容。',
  send: '发送',
  sent: '已记录。编号 {{id}}，将于 {{date}} 前答复。',
  failed: '未能发送，请重试。',
} as const
