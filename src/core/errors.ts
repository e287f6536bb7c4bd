// Every error the product can state: code and sentence, in English and Chinese; nothing about HTTP.

import { accountSentences } from './account-errors.ts'
import { gateSentences } from './gate-errors.ts'
import { librarySentences } from './library-errors.ts'
import { peopleSentences } from './people-errors.ts'
import { rightsSentences } from './rights-errors.ts'
import { termsSentences } from './terms-errors.ts'
import { uploadSentences } from './upload-errors.ts'

import { clientSentences } from './client-errors.ts'

/** `{name}` in a sentence is filled from the error's values. Each says what happened and what to do. */
export const sentences = {
  ...accountSentences,
  ...clientSentences,
  ...gateSentences,
  ...librarySentences,
  ...termsSentences,
  prompt_missing: {
    en: 'The prompt is empty. Write a few words about the picture you want.',
    zh: '提示词为空。请用几个词描述您想要的图片。',
  },
  prompt_too_long: {
    en: 'The prompt has {length} characters; the most is {most}. Shorten it.',
    zh: '提示词有 {length} 个字符，最多 {most} 个。请缩短。',
  },
  prompt_unreadable: {
    en: 'The prompt holds characters that are not text (control characters or broken surrogates). Remove them.',
    zh: '提示词含有非文本字符（控制字符或不完整的代理对）。请删除。',
  },
  field_invalid: {
    en: 'The field "{field}" is not right: {reason}',
    zh: '字段“{field}”不正确：{reason}',
  },
  field_unsupported: {
    en: 'The model "{model}" cannot use "{field}". Leave it out or choose another model.',
    zh: '模型“{model}”不支持“{field}”。请去掉该字段或换一个模型。',
  },
  field_unknown: {
    en: 'The field "{field}" is not known here. Remove it, or leave out "Prefer: handling=strict".',
    zh: '这里没有字段“{field}”。请删除该字段，或去掉“Prefer: handling=strict”。',
  },
  size_invalid: {
    en: 'The size "{size}" cannot be drawn. Give width and height in pixels, each from {least} to {most}, e.g. 512x512.',
    zh: '无法绘制尺寸“{size}”。请给出宽和高（像素），每边 {least} 到 {most}，例如 512x512。',
  },
  pictures_invalid: {
    en: 'The number of pictures must be a whole number from 1 to {most}.',
    zh: '图片数量必须是 1 到 {most} 之间的整数。',
  },
  seed_invalid: {
    en: 'The seed must be a whole number from 0 to 4294967295.',
    zh: '种子必须是 0 到 4294967295 之间的整数。',
  },
  model_unknown: {
    en: 'There is no model "{model}" here. GET /v1/models lists those there are.',
    zh: '这里没有模型“{model}”。可用模型见 GET /v1/models。',
  },
  body_not_json: {
    en: 'The body is not valid JSON. Check quotes and commas, and send Content-Type: application/json.',
    zh: '请求体不是有效的 JSON。请检查引号和逗号，并发送 Content-Type: application/json。',
  },
  body_not_text: {
    en: 'The body holds bytes that are not UTF-8 text. Encode it as UTF-8.',
    zh: '请求体含有非 UTF-8 的字节。请使用 UTF-8 编码。',
  },
  content_type_unsupported: {
    en: 'The content type "{type}" is not accepted here. Send {accepted}.',
    zh: '这里不接受内容类型“{type}”。请发送 {accepted}。',
  },
  body_too_large: {
    en: 'The body is larger than {most} bytes. Send less.',
    zh: '请求体超过 {most} 字节。请减小。',
  },
  not_found: {
    en: 'There is nothing here under this address, or it is not yours.',
    zh: '此地址下没有内容，或不属于您。',
  },
  method_not_allowed: {
    en: 'This address does not take {method}. It takes {allowed}.',
    zh: '此地址不接受 {method}，可用：{allowed}。',
  },
  gone: {
    en: 'This was deleted or its time is over. It cannot be brought back.',
    zh: '内容已删除或已到期，无法恢复。',
  },
  sharing_off: {
    en: 'Sharing is switched off on this server. Download the picture and pass it on yourself.',
    zh: '本服务器未开启分享。请下载图片后自行转交。',
  },
  request_decided: {
    en: 'This request was decided already. GET /v1/requests/{id} tells how.',
    zh: '此请求已有决定，可用 GET /v1/requests/{id} 查看。',
  },
  key_missing: {
    en: 'An API key is needed. Send it as Authorization: Bearer <key>.',
    zh: '需要 API 密钥。请以 Authorization: Bearer <密钥> 发送。',
  },
  key_invalid: {
    en: 'The API key is unknown or was revoked. Use a valid one.',
    zh: 'API 密钥未知或已吊销。请使用有效的密钥。',
  },
  session_missing: {
    en: 'There is no session. Open the studio to start one.',
    zh: '没有会话。请打开画室开始一个会话。',
  },
  scope_missing: {
    en: 'This key may not do that: the scope "{scope}" is missing.',
    zh: '此密钥无权这样做：缺少权限“{scope}”。',
  },
  host_refused: {
    en: 'The host name "{host}" is not one of this server. Open it under its own address, or add the name to GESSO_ALLOWED_HOSTS.',
    zh: '主机名“{host}”不属于本服务器。请使用其自身地址，或将该名称加入 GESSO_ALLOWED_HOSTS。',
  },
  origin_refused: {
    en: 'The request comes from another site and was refused.',
    zh: '请求来自其他网站，已被拒绝。',
  },
  idempotency_mismatch: {
    en: 'This Idempotency-Key was used for another request. Use a new key for a new request.',
    zh: '此 Idempotency-Key 已用于另一个请求。新的请求请使用新的键。',
  },
  too_many_waiting: {
    en: 'You have {waiting} generations waiting; the most is {most}. Try again when one is finished.',
    zh: '您有 {waiting} 个生成正在等待，最多 {most} 个。请在其中一个完成后再试。',
  },
  balance_too_low: {
    en: 'The balance does not cover the price. Top it up or ask for fewer pictures.',
    zh: '余额不足以支付价格。请充值或减少图片数量。',
  },
  refused_by_rule: {
    en: 'The rule "{rule}" does not allow this.',
    zh: '规则“{rule}”不允许此操作。',
  },
  rule_failed: {
    en: 'The check "{rule}" could not be made, so the request was refused to be safe. Try again; tell the operator if it stays.',
    zh: '无法完成检查“{rule}”，为安全起见已拒绝请求。请重试；如持续出现请告知运营者。',
  },
  consent_needed: {
    en: 'This model is drawn by {name} ({country}), which would get your prompt and pictures and keep them: {keeps}. Its terms: {terms}. Agree once with POST /v1/places {"place": "{name}", "agreed": true}, or choose another model.',
    zh: '此模型由 {name}（{country}）绘制，对方会收到您的提示词和图片，保存期：{keeps}。条款：{terms}。请先用 POST /v1/places {"place": "{name}", "agreed": true} 同意一次，或选择其他模型。',
  },
  engine_refused: {
    en: 'The engine "{engine}" refuses this prompt or its picture by its own rules. Nothing was charged; change the words.',
    zh: '引擎“{engine}”依其自身规则拒绝了此提示词或图片。未产生费用，请修改文字。',
  },
  engine_unavailable: {
    en: 'No engine can draw this now. Nothing was charged; try again soon.',
    zh: '目前没有可用的引擎。未产生费用，请稍后再试。',
  },
  engine_failed: {
    en: 'The engine failed while drawing, and trying again did not help. Nothing was charged; try again.',
    zh: '引擎绘制时出错，重试无效。未产生费用，请再试一次。',
  },
  checkpoint_broken: {
    en: 'The model folder "{folder}" cannot be used: {reason}. Put the files back (git checkout models, or copy the folder again).',
    zh: '模型文件夹“{folder}”无法使用：{reason}。请恢复文件（git checkout models，或重新复制该文件夹）。',
  },
  model_folder_unusable: {
    en: 'The engine "{engine}" cannot use the model folder "{folder}": {reason}.',
    zh: '引擎“{engine}”无法使用模型文件夹“{folder}”：{reason}。',
  },
  ...rightsSentences,
  ...uploadSentences,
  ...peopleSentences,
  verifier_busy: {
    en: 'Too many pictures are being checked right now. Try again in a moment.',
    zh: '目前正在查验的图片过多，请稍后再试。',
  },
  cancelled: {
    en: 'Stopped by its owner. Nothing was charged.',
    zh: '已由所有者停止。未产生费用。',
  },
  disk_full: {
    en: 'The server cannot write to its disk. Nothing was charged; tell the operator to free some space.',
    zh: '服务器无法写入磁盘。未产生费用；请通知运营者释放空间。',
  },
  storage_unavailable: {
    en: 'The database cannot be reached right now. Nothing was lost; try again in a moment.',
    zh: '暂时无法连接数据库。没有丢失任何内容，请稍后再试。',
  },
  database_newer: {
    en: 'The database was written by a newer Gesso (step {found}; this one knows {known}). Update Gesso, or use another database.',
    zh: '数据库由更新版本的 Gesso 写入（步骤 {found}，本版本只认识到 {known}）。请更新 Gesso，或使用另一个数据库。',
  },
  database_version: {
    en: 'The data folder {folder} was made by PostgreSQL {found}; this Gesso brings PostgreSQL {own}. Use the Gesso that made it, or set GESSO_HOME to another folder.',
    zh: '数据文件夹 {folder} 由 PostgreSQL {found} 创建，而本 Gesso 自带 PostgreSQL {own}。请使用创建它的 Gesso，或将 GESSO_HOME 设为另一个文件夹。',
  },
  database_not_started: {
    en: 'PostgreSQL could not be started: {reason}',
    zh: '无法启动 PostgreSQL：{reason}',
  },
  vault_in_use: {
    en: 'The vault {folder} is in use by another process ({process}). Stop that one first, or set GESSO_HOME to another folder.',
    zh: '密钥库 {folder} 正被另一个进程（{process}）使用。请先停止该进程，或将 GESSO_HOME 设为另一个文件夹。',
  },
  vault_broken: {
    en: 'The vault {folder} cannot be read: {reason}. Put its newest copy back; without its keys nothing can be opened.',
    zh: '无法读取密钥库 {folder}：{reason}。请恢复其最新副本；没有密钥则无法打开任何内容。',
  },
  shutting_down: {
    en: 'The server is stopping. Try again in a moment.',
    zh: '服务器正在停止。请稍后再试。',
  },
  port_in_use: {
    en: 'Port {port} on {host} is in use by another program. Stop that one, or choose another port, e.g. PORT={other}.',
    zh: '{host} 的端口 {port} 已被其他程序占用。请停止该程序，或换一个端口，例如 PORT={other}。',
  },
  address_unusable: {
    en: 'This machine cannot listen on {host}, port {port} ({reason}). Check HOST and PORT.',
    zh: '本机无法监听 {host} 的端口 {port}（{reason}）。请检查 HOST 和 PORT。',
  },
  internal: {
    en: 'Something went wrong on our side. Nothing was charged. Try again; give the operator this reference: {reference}.',
    zh: '我们这边出了问题。未产生费用。请重试；并向运营者提供此编号：{reference}。',
  },
} as const satisfies Record<string, { en: string; zh: string }>

export type ErrorCode = keyof typeof sentences
export type Language = 'en' | 'zh'

export function sentenceOf(code: ErrorCode, values: Record<string, string | number> = {}, language: Language = 'en'): string {
  return sentences[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** An error the product states to people. Its values appear in the sentence, so they never hold what was refused. */
export class Stated extends Error {
  readonly code: ErrorCode
  readonly values: Record<string, string | number>
  /** Name of the request field at fault, if one is. */
  readonly field: string | undefined

  constructor(code: ErrorCode, values: Record<string, string | number> = {}, field?: string) {
    super(sentenceOf(code, values))
    this.name = 'Stated'
    this.code = code
    this.values = values
    this.field = field
  }
}

/** A rule says no. Never tried on another engine, never charged. */
export class Refused extends Stated {
  readonly rule: string

  constructor(rule: string, code: ErrorCode = 'refused_by_rule', values: Record<string, string | number> = {}) {
    super(code, { rule, ...values })
    this.name = 'Refused'
    this.rule = rule
  }
}

/** An engine could not; another try or another engine may. */
export class EngineFault extends Error {
  readonly code: ErrorCode
  /** Whether the same engine is worth another try with the same order. */
  readonly again: boolean
  /** Milliseconds for which the engine asks to be left alone. */
  readonly pause: number | undefined

  constructor(message: string, code: ErrorCode = 'engine_failed', options: ErrorOptions & { again?: boolean; pause?: number } = {}) {
    super(message, options)
    this.name = 'EngineFault'
    this.code = code
    this.again = options.again ?? true
    this.pause = options.pause
  }
}

/** A sealed thing could not be opened: wrong key, wrong id, or changed bytes. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

/** The key existed and was destroyed; what was sealed to it is gone for good. */
export class KeyDestroyed extends Error {
  override name = 'KeyDestroyed'
}
