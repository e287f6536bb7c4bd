// How much a caller may ask: asked in the transaction that accepts an order, and told to the caller with every answer.

import type { Charter } from '../charter/schema.ts'
import type { AccountRow, Pace, PaceStanding } from './account-tables.ts'
import type { Caller } from './callers.ts'
import { checkWork } from './challenges.ts'
import { Stated } from './errors.ts'
import type { Parts, Tables } from './ports.ts'
import type { GenerationRow } from './rows.ts'
import { sessionIdOf } from './session-life.ts'
import { standingOf } from './standing.ts'
import { atOnceOf, elapsedOf, secondsUntilReady } from './waiting.ts'

export type Tier = 'visitor' | 'user' | 'verified' | 'paid'

const minute = 60_000
const day = 86_400_000

/** What holds for a caller: undefined = no tier, as for the owner of this machine and the operator's keys. */
interface Bounds {
  tier: Tier | undefined
  /** Under which name things are counted; who shares it shares the limits. */
  subject: string
  concurrency: number
  perMinute: number | undefined
  picturesPerDay: number | undefined
  freePicturesPerDay: number
}

export interface Asked {
  pictures: number
  pricePerPicture: bigint
  now: Date
}

/** What a day's quota was lowered by, as it is written down with an order. */
export type Counted = Pick<GenerationRow, 'countedPictures' | 'countedAs'>

/**
 * Whether one more order is possible. Everybody who shares the limits waits for each other here, so that many at once
 * get no more than one after the other. Returns its price, and whose turn it takes.
 * @throws Stated saying which limit, and in how many seconds it gives way, where that is known
 */
export async function admit(tables: Tables, parts: Parts, caller: Caller, asked: Asked): Promise<{ price: bigint; share?: string; counted: Counted }> {
  const { now, pictures, pricePerPicture } = asked
  const account = await standingNow(tables, caller)
  const bounds = await boundsOf(tables, parts.charter, caller, account)
  if (caller.kind === 'session') await checkWork(parts, tables, caller)
  const refusals: Array<Stated | undefined> = [
    await takePace(tables, `make/${bounds.subject}`, bounds.perMinute, now),
    caller.key && (await takePace(tables, `make/key/${caller.key.id}`, caller.key.perMinute, now)),
    await checkConcurrency(tables, parts, caller, bounds),
  ]
  const quota = await useQuota(tables, bounds, asked)
  const price = pricePerPicture * BigInt(pictures - (quota.free ?? 0))
  refusals.push(quota.refusal, await checkMoney(tables, caller, price, now))
  throwLongest(refusals)
  return { price, share: caller.kind === 'session' ? bounds.subject : undefined, counted: quota.counted }
}

/**
 * Of all limits that are reached the one that holds longest is told: who waits for that one is not held up by another.
 * Nothing that was taken before counts, for the transaction does not happen.
 */
function throwLongest(refusals: ReadonlyArray<Stated | undefined>): void {
  const secondsOf = ({ values: { seconds } }: Stated): number => (typeof seconds === 'number' ? seconds : Number.POSITIVE_INFINITY)
  const [longest] = refusals.filter((one) => one !== undefined).sort((a, b) => secondsOf(b) - secondsOf(a))
  if (longest) throw longest
}

/** @throws Stated when the account went, or may no longer make pictures, since the request came in */
async function standingNow(tables: Tables, { account: id }: Caller): Promise<AccountRow | undefined> {
  if (id === undefined) return undefined
  const account = await tables.accounts.get(id)
  if (!account) throw new Stated('key_invalid')
  const { withheld } = standingOf(account, ['images:make'])
  if (withheld?.scopes.length) throw new Stated(withheld.code, { reason: withheld.reason })
  return account
}

/** Where visitors' limits lie: all sessions of one network are one. */
export const shareOfVisitor = (caller: Pick<Caller, 'network'>): string => `network/${caller.network ?? 'unknown'}`

async function boundsOf(tables: Tables, charter: Charter, caller: Caller, account: AccountRow | undefined): Promise<Bounds> {
  const visitor = sessionIdOf(caller.owner) !== undefined
  const tier = visitor ? 'visitor' : account && (await tierOf(tables, account, caller.owner))
  const subject = visitor ? shareOfVisitor(caller) : caller.owner
  if (!tier) return { tier, subject, concurrency: charter.limits.waiting, perMinute: undefined, picturesPerDay: undefined, freePicturesPerDay: 0 }
  const { concurrency, perMinute, picturesPerDay, freePicturesPerDay } = charter.tiers[tier]
  const slow = account?.standing === 'slowed'
  return {
    tier,
    subject,
    concurrency: slow ? 1 : Math.min(concurrency, charter.limits.waiting),
    perMinute: slow ? Math.max(1, Math.floor(perMinute / 10)) : perMinute,
    picturesPerDay: picturesPerDay === 'unlimited' ? undefined : picturesPerDay,
    freePicturesPerDay,
  }
}

/** Who pays is `paid`; who was verified is `verified`; everybody else with an account is a `user`. */
async function tierOf(tables: Tables, account: AccountRow, owner: string): Promise<Tier> {
  if ((await tables.ledger.balance(`customer/${owner}`)) > 0n) return 'paid'
  return account.verification === 'verified' ? 'verified' : 'user'
}

const paceOf = (perMinute: number): Pace => ({ most: perMinute, milliseconds: minute })

async function takePace(tables: Tables, name: string, perMinute: number | undefined, now: Date): Promise<Stated | undefined> {
  if (perMinute === undefined) return undefined
  const { taken, nextAt } = await tables.paces.take(name, now, paceOf(perMinute))
  return taken ? undefined : new Stated('rate_limit_exceeded', { most: perMinute, seconds: secondsUntil(nextAt ?? now, now) })
}

async function checkConcurrency(tables: Tables, parts: Parts, caller: Caller, { subject, concurrency }: Bounds): Promise<Stated | undefined> {
  const look = async (of: { share: string } | { key: string }, most: number): Promise<Stated | undefined> => {
    const waiting = await tables.generations.countUnfinishedOf(of)
    return waiting < most ? undefined : new Stated('too_many_waiting', { waiting, most, ...(await soonestEnd(tables, parts, of)) })
  }
  const ofKey = caller.key?.concurrency === undefined ? undefined : await look({ key: caller.key.id }, caller.key.concurrency)
  return ofKey ?? (await look({ share: subject }, concurrency))
}

/** When the first of them will be ready in all likelihood; nothing where nothing is known of how long it takes. */
async function soonestEnd(tables: Tables, { router, clock }: Parts, of: { share: string } | { key: string }): Promise<{ seconds?: number }> {
  const first = await tables.generations.firstUnfinishedOf(of)
  if (!first) return {}
  const before = await tables.generations.lineBefore(first.id)
  const range = secondsUntilReady({ row: first, before, atOnce: atOnceOf(router, first), elapsed: elapsedOf(first, clock.now()) })
  return range ? { seconds: Math.max(1, Math.ceil(range.most)) } : {}
}

/** How many of the pictures cost nothing, and what the quota is lowered by. An order that no day covers is not told to come back. */
async function useQuota(tables: Tables, { subject, tier, picturesPerDay, freePicturesPerDay }: Bounds, { pictures, pricePerPicture, now }: Asked): Promise<{ free?: number; counted: Counted; refusal?: Stated }> {
  const costs = pricePerPicture > 0n
  const most = costs ? freePicturesPerDay : picturesPerDay
  if (!tier || most === undefined || (costs && most === 0)) return { counted: {} }
  const midnight = nextMidnight(now)
  const used = (await tables.paces.add(quotaName(subject, costs ? 'free' : 'pictures', now), pictures, midnight)) - pictures
  const counted: Counted = { countedPictures: pictures, countedAs: costs ? 'free' : 'pictures' }
  if (costs) return { free: Math.min(pictures, Math.max(0, most - used)), counted }
  if (used + pictures <= most) return { counted }
  return { counted, refusal: pictures <= most ? new Stated('quota_exceeded', { most, seconds: secondsUntil(midnight, now) }) : new Stated('order_over_quota') }
}

const quotaName = (subject: string, kind: 'free' | 'pictures', now: Date): string => `${kind}/${subject}/${now.toISOString().slice(0, 10)}`

/** Nothing was delivered, so the day's quota gets its pictures back, while it is still that day. */
export async function giveBackQuota(tables: Tables, { owner, share, createdAt, countedPictures, countedAs }: Pick<GenerationRow, 'owner' | 'share' | 'createdAt' | 'countedPictures' | 'countedAs'>, now: Date): Promise<void> {
  if (!countedAs || !countedPictures || nextMidnight(createdAt) <= now) return
  await tables.paces.add(quotaName(share ?? owner, countedAs, createdAt), -countedPictures, nextMidnight(createdAt))
}

async function checkMoney(tables: Tables, { key }: Caller, price: bigint, now: Date): Promise<Stated | undefined> {
  if (key?.moneyPerDay === undefined || price === 0n) return undefined
  const midnight = nextMidnight(now)
  const spent = await tables.ledger.spentBy(key.id, new Date(midnight.getTime() - day))
  if (spent + price <= key.moneyPerDay) return undefined
  return price <= key.moneyPerDay ? new Stated('key_money_used', { seconds: secondsUntil(midnight, now) }) : new Stated('order_over_quota')
}

const nextMidnight = (now: Date): Date => new Date((Math.floor(now.getTime() / day) + 1) * day)

/** Whole seconds, so many that then it is really so. */
export const secondsUntil = (then: Date, now: Date): number => Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 1000))

export interface LimitsView {
  tier: Tier | undefined
  concurrency: { most: number; used: number }
  perMinute: (PaceStanding & { most: number }) | undefined
  pictures: { most: number; used: number; until: Date } | undefined
  freePictures: { most: number; used: number; until: Date } | undefined
  /** Micro-units. */
  balance: bigint | undefined
  key: { perMinute?: number; concurrency?: number; moneyPerDay?: bigint; spentToday: bigint } | undefined
}

/** What holds for this caller right now. */
export async function describeLimits({ store, charter, clock }: Parts, caller: Caller): Promise<LimitsView> {
  const now = clock.now()
  const account = caller.account === undefined ? undefined : await store.accounts.get(caller.account)
  const bounds = await boundsOf(store, charter, caller, account)
  const until = nextMidnight(now)
  const counted = async (most: number | undefined, costs: boolean) => (most === undefined ? undefined : { most, used: Math.min(most, await store.paces.count(quotaName(bounds.subject, costs ? 'free' : 'pictures', now), now)), until })
  return {
    tier: bounds.tier,
    concurrency: { most: bounds.concurrency, used: await store.generations.countUnfinishedOf({ share: bounds.subject }) },
    perMinute: await paceNow(store, bounds, caller, now),
    pictures: await counted(bounds.picturesPerDay, false),
    freePictures: bounds.tier && bounds.freePicturesPerDay > 0 ? await counted(bounds.freePicturesPerDay, true) : undefined,
    balance: account && (await store.ledger.balance(`customer/${caller.owner}`)),
    key: caller.key && { ...caller.key, spentToday: caller.key.moneyPerDay === undefined ? 0n : await store.ledger.spentBy(caller.key.id, new Date(until.getTime() - day)) },
  }
}

/** The narrower of the account's pace and the key's. */
async function paceNow(tables: Tables, { perMinute, subject }: Bounds, { key }: Caller, now: Date): Promise<LimitsView['perMinute']> {
  const own = perMinute === undefined ? undefined : { ...(await tables.paces.look(`make/${subject}`, now, paceOf(perMinute))), most: perMinute }
  const ofKey = key?.perMinute === undefined ? undefined : { ...(await tables.paces.look(`make/key/${key.id}`, now, paceOf(key.perMinute))), most: key.perMinute }
  return own && ofKey ? (ofKey.left < own.left ? ofKey : own) : (own ?? ofKey)
}
