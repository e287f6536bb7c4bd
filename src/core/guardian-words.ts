// What a guardian is asked to consent to, in both languages, with the settings that are enforced.

import type { Charter } from '../charter/schema.ts'

export function guardianWords({ operator, age }: Charter): { en: string; zh: string } {
  return {
    en: `A child asks you to let them make pictures with words at ${operator.name}. They said that they are at least ${age.least} and under ${age.guardian} years old; no date of birth is kept. If you consent: their words and the pictures they send are used to make the pictures they ask for, on the machine of ${operator.name} and nowhere else; each picture is gone after at most ${age.childImageDays} days; nothing of it is published, shared by a link, counted, or used for training; camera, microphone and screen stay off. You can take your consent back here at any time with the same code; then nothing more is made, and you can have everything erased. If you do nothing, nothing is made. Contact: ${operator.contact}.`,
    zh: `一名儿童请求您允许其在 ${operator.name} 用文字制作图片。该儿童表示已满 ${age.least} 岁、未满 ${age.guardian} 岁；我们不保存出生日期。如您同意：其文字与所上传的图片仅在 ${operator.name} 的机器上用于制作其所请求的图片，不发往别处；每张图片最多保存 ${age.childImageDays} 天；不会公开、不会通过链接分享、不用于统计、不用于训练；摄像头、麦克风和屏幕保持关闭。您可随时凭同一验证码在此撤回同意；此后不再制作任何内容，您还可要求删除全部内容。如您不作答复，则不会制作任何内容。联系方式：${operator.contact}。`,
  }
}
