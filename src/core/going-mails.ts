// One mail a day to whoever wishes it: how many of their pictures go by themselves in three days, and in one.

import { accountIn, type Caller } from './callers.ts'
import type { Language } from './errors.ts'
import { daysTold } from './going.ts'
import { mailsGoing } from './notices.ts'
import type { Parts } from './ports.ts'
import { readPreferences } from './preferences.ts'

const day = 86_400_000
const page = 200

/** How many go on a day (UTC). */
interface Leaving {
  date: string
  images: number
}

/**
 * Puts today's mails on their way; asked again on the same day, or by another server, it sends none twice. `callerOf`
 * opens what is an account's in its people's absence. Returns how many people were written to, at the most.
 */
export async function mailGoing(parts: Parts, callerOf: (owner: string) => Promise<Caller>): Promise<number> {
  const { charter, clock, store, log } = parts
  if (!mailsGoing(charter)) return 0
  const today = new Date(clock.now().toISOString().slice(0, 10))
  const spans = daysTold.map((days) => ({ from: new Date(today.getTime() + days * day - 1), to: new Date(today.getTime() + (days + 1) * day - 1) }))
  let told = 0
  for (const { from, to } of spans) {
    for (let after: string | undefined; ; ) {
      const accounts = await store.images.accountsGoing(from, to, after, page)
      for (const account of accounts) {
        told += await mailAccount(parts, callerOf, account, spans, today).catch(() => {
          log.write({ level: 'warning', event: 'going-unmailed' })
          return 0
        })
      }
      after = accounts.at(-1)
      if (accounts.length < page) break
    }
  }
  return told
}

async function mailAccount(parts: Parts, callerOf: (owner: string) => Promise<Caller>, account: string, spans: ReadonlyArray<{ from: Date; to: Date }>, today: Date): Promise<number> {
  const { store, people, messages, charter } = parts
  const owner = `owner/${account}`
  if (accountIn(owner) === undefined) return 0
  const found = await Promise.all(spans.map(({ from, to }) => store.images.goingOf(owner, from, to)))
  const leaving = found.flatMap((one): Leaving[] => (one ? [{ date: one.first.toISOString().slice(0, 10), images: one.images }] : [])).sort((a, b) => (a.date < b.date ? -1 : 1))
  const caller = await callerOf(owner)
  const site = charter.operator.site ?? ''
  let told = 0
  for (const { person } of await store.members.ofAccount(account)) {
    if (!(await wishes(parts, caller, person))) continue
    const language = (await people?.describe(person))?.language ?? 'en'
    const values = { list: leaving.map((one) => say(one, language)).join('\n'), link: `${site}/pictures`, settings: `${site}/data` }
    await messages.send({ to: { person }, template: 'pictures-go', values, language, notice: `going ${account} ${today.toISOString().slice(0, 10)}` })
    told++
  }
  return told
}

/** By what they chose themselves in this account: nobody is written to for what somebody else chose. */
async function wishes(parts: Parts, caller: Caller, person: string): Promise<boolean> {
  if (!(await parts.store.preferences.get(caller.owner, person))) return false
  const at = new Date(0)
  return (await readPreferences(parts, { ...caller, person: { id: person, signedInAt: at, confirmedAt: at, factors: [] } })).mail_going === true
}

function say({ date, images }: Leaving, language: Language): string {
  if (language === 'zh') return `${date}：${images} 张`
  return `${date}: ${images === 1 ? 'one picture' : `${images} pictures`}`
}
