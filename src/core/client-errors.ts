// What can be wrong with files, batches, webhooks and the other things that clients of other services ask for; part of the errors the product states.

export const clientSentences = {
  body_not_form: {
    en: 'The body is not a whole multipart/form-data form. Let your client write the form and its Content-Type.',
    zh: '请求体不是完整的 multipart/form-data 表单。请让客户端生成表单及其 Content-Type。',
  },
  moderation_blocked: {
    en: 'The rule "{rule}" does not let this be drawn ({categories}). Nothing was charged. Change the words or the picture.',
    zh: '规则“{rule}”不允许绘制此内容（{categories}）。未产生费用。请修改文字或图片。',
  },
  account_needed: {
    en: 'This needs an account or an API key here, because it outlives a session or the operator asks for one. Sign in first.',
    zh: '此功能需要账户或 API 密钥：其存续时间超过会话，或运营者有此要求。请先登录。',
  },
  not_offered: {
    en: 'This server does not offer {what}. docs/absent.md tells what it does not do and why; the operator may set up a server of that kind.',
    zh: '本服务器不提供 {what}。docs/absent.md 说明了不提供的内容及原因；运营者可以另行设置该类服务器。',
  },
  files_full: {
    en: 'You hold {files} files of {bytes} bytes together; the most are {mostFiles} files and {mostBytes} bytes. Delete some.',
    zh: '您已有 {files} 个文件，共 {bytes} 字节；最多 {mostFiles} 个文件和 {mostBytes} 字节。请删除一些。',
  },
  file_in_use: {
    en: 'A batch still reads this file. Cancel the batch, or delete the file when the batch has ended.',
    zh: '仍有批处理在读取此文件。请取消该批处理，或在其结束后删除文件。',
  },
  batch_file_invalid: {
    en: 'Line {line} of the file is not a request of a batch: {reason}',
    zh: '文件第 {line} 行不是批处理请求：{reason}',
  },
  batch_ended: {
    en: 'This batch has ended already.',
    zh: '此批处理已结束。',
  },
  batch_over: {
    en: 'The batch ended before this line was drawn. Nothing was charged for it; send it in a new batch.',
    zh: '批处理在绘制此行之前已结束。此行未产生费用；请在新的批处理中重新发送。',
  },
  webhooks_full: {
    en: 'You have {count} webhooks; the most is {most}. Delete one.',
    zh: '您已有 {count} 个 Webhook，最多 {most} 个。请删除一个。',
  },
  webhook_refused: {
    en: 'The address of a webhook must be https, at a public host that this server may reach ({reason}).',
    zh: 'Webhook 地址须为 https，且位于本服务器可访问的公共主机（{reason}）。',
  },
  token_signed: {
    en: 'No key that signs tokens (JWT) stands behind this one, or it came to another address than /api/paas/v4 and /paas/v4. Send the key itself (Authorization: Bearer <key>), or make a key with "signed_tokens": true (POST /v1/keys, gesso key create --signed-tokens).',
    zh: '该令牌（JWT）没有对应的可签名密钥，或未发往 /api/paas/v4、/paas/v4。请直接发送密钥（Authorization: Bearer <密钥>），或创建带 "signed_tokens": true 的密钥（POST /v1/keys、gesso key create --signed-tokens）。',
  },
  token_invalid: {
    en: 'The signed token (JWT) is not right. Header: {"alg": "HS256", "sign_type": "SIGN"}. Payload: api_key (the key up to the dot), exp and timestamp in milliseconds, exp at most 24 hours ahead. Sign with what follows the dot.',
    zh: '签名令牌（JWT）不正确。头部：{"alg": "HS256", "sign_type": "SIGN"}；载荷：api_key（密钥中点号之前的部分）、以毫秒计的 exp 与 timestamp，exp 最多提前 24 小时；用点号之后的部分签名。',
  },
  token_expired: {
    en: 'The signed token (JWT) has expired. Its exp counts milliseconds since 1970; sign a new one.',
    zh: '签名令牌（JWT）已过期。其 exp 为 1970 年以来的毫秒数；请重新签名。',
  },
  relay_failed: {
    en: 'The server that answers "{model}" could not: {reason}. Nothing was charged; try again.',
    zh: '负责“{model}”的服务器出错：{reason}。未产生费用，请重试。',
  },
} as const
