// The sentences about better words for a prompt in Chinese, loaded where the server suggests any.

export const better = {
  ask: '建议更好的描述',
  asking: '正在请求更好的描述',
  agree: '同意并请求建议',
  goesTo: '您的文字将发送给 {{name}}（{{country}}），对方的保存时间：{{keeps}}。',
  goesToTerms: '对方的条款',
  title: '您的描述与建议',
  own: '您的描述',
  suggested: '建议',
  take: '采用建议',
  keep: '保留我的描述',
  taken: '将按这段文字绘制，而不是您的原文。两者都随图片保存。',
  back: '恢复我的描述',
  same: '建议与您写的相同。',
  ready: '建议已给出，尚未开始绘制。',
  failed: '没有得到建议，请重试。',
} as const
