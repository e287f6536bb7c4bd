// A token as Z.ai's older clients sign it from a key `<id>.<secret>`, and each way to get one wrong.

import { createHmac } from 'node:crypto'

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url')

export function signedToken(key: string, { now, header = {}, claims = {} }: { now: Date; header?: object; claims?: object }): string {
  const [id, secret = ''] = key.split('.')
  const time = now.getTime()
  const signed = `${part({ alg: 'HS256', sign_type: 'SIGN', typ: 'JWT', ...header })}.${part({ api_key: id, exp: time + 210_000, timestamp: time, ...claims })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
