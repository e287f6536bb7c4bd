// News by mail over HTTP: asking for it, the page behind the links of its mails, and the one click that stops it.

import type { Language } from '../../core/errors.ts'
import { agreeToNews, askForNews, findConsent, publishNews, stopNews as stop, stopNewsBy } from '../../identity/sign-in/news.ts'
import { json, type Ask, type AskOfCaller, type AskOfPerson } from '../ask.ts'
import { readBody } from '../body.ts'
import { newsChoiceSchema, newsSchema } from '../schemas/people.ts'
import { readMe } from './me.ts'
import { askingOf } from './sign-in.ts'

export async function chooseNews(ask: AskOfPerson): Promise<Response> {
  const { value } = await readBody(ask, newsChoiceSchema)
  if (value.wanted) await askForNews(ask.parts, ask.person.id, ask.origin, askingOf(ask))
  else await stop(ask.parts, ask.person.id)
  return readMe(ask)
}

const words = {
  en: { title: 'News by mail', agree: 'Yes, send me news', stop: 'Send me no more news', agreed: 'From now on you get our news.', stopped: 'You get no more news.' },
  zh: { title: '邮件资讯', agree: '同意接收资讯', stop: '不再接收资讯', agreed: '您将收到我们的资讯。', stopped: '您将不再收到资讯。' },
} as const

/** Nothing happens by opening it: programs that look at mails open links too. */
export async function readNewsPage(ask: Ask): Promise<Response> {
  const token = ask.path('token')
  const consent = await findConsent(ask.parts, token)
  const { agree, stop: no } = words[ask.language]
  return page(ask.language, consent.confirmedAt ? button(`/v1/news/${token}/stop`, no) : button(`/v1/news/${token}/agree`, agree))
}

export async function confirmNews(ask: Ask): Promise<Response> {
  await agreeToNews(ask.parts, ask.path('token'))
  return page(ask.language, `<p>${words[ask.language].agreed}</p>`)
}

export async function stopNews(ask: Ask): Promise<Response> {
  await stopNewsBy(ask.parts, ask.path('token'))
  return page(ask.language, `<p>${words[ask.language].stopped}</p>`)
}

export async function sendNews(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, newsSchema)
  return json({ object: 'done', count: await publishNews(ask.parts, value, ask.origin) })
}

const button = (action: string, label: string): string => `<form method="post" action="${action}"><button>${label}</button></form>`

function page(language: Language, body: string): Response {
  const { title } = words[language]
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${body}</html>`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", 'referrer-policy': 'same-origin' }
  return new Response(html, { headers })
}
