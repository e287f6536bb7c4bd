// Proof of notices-by-mail: two people with a mail address, a change, and a server that had no time to write to them yet.

import { expect } from 'vitest'
import { prove } from './prove.ts'

const day = 86_400_000
const before = {
  name: 'platform',
  access: { who: 'accounts' },
  retention: { imageDays: 60 },
  signIn: { mailCode: true },
  messages: { mail: { adapter: 'development' } },
  terms: { noticeDays: 20 },
}
const after = { ...before, retention: { imageDays: 90 } }

prove({
  rule: 'notices-by-mail',
  sentence: 'Everybody here with a confirmed mail address gets one mail about each significant change of these terms, in their language; the {noticeDays} days of notice begin only when the last of these mails is on its way.',
  options: { charter: before },
}, async (world) => {
  const people = [await world.signUp('ann@example.org'), await world.signUp('ben@example.org')]
  await world.sql("update people set language = 'zh' where id = $1", [people[1]?.person])
  await world.announce(after)
  world.advance(25 * day)
  await world.announce(after)
  expect((await world.get('/v1/policies')).body.upcoming.changes[0].path).toBe('retention.imageDays')
  await world.sweep()
  await world.sweep()
  const mails = await world.sql("select person, language from messages where template = 'terms-change' order by language")
  expect(mails).toEqual([{ person: people[0]?.person, language: 'en' }, { person: people[1]?.person, language: 'zh' }])
  const { upcoming } = (await world.get('/v1/policies')).body
  expect(Date.parse(upcoming.effective_at) - world.now().getTime()).toBeGreaterThan(19.9 * day)
  world.advance(19.8 * day)
  await world.announce(after)
  expect((await world.get('/v1/policies')).body.upcoming).not.toBeNull()
  world.advance(0.3 * day)
  await world.announce(after)
  expect((await world.get('/v1/policies')).body.upcoming).toBeNull()
  await world.probe()
  const proved = (await world.get('/v1/trust')).body.promises.find(({ id }: { id: string }) => id === 'notices-by-mail')
  expect([proved.probe.holds, proved.probe.numbers.mails]).toEqual([true, 2])
})
