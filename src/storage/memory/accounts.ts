// Accounts and what belongs to them, in memory.

import type { AccountRow, AccountTables } from '../../core/account-tables.ts'
import { paceAfter, paceOf } from '../../core/paces.ts'
import { hexOf, type State } from './layers.ts'
import { keyTable } from './keys.ts'

const newest = (a: AccountRow, b: AccountRow): number => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
const byTime = <Row>(of: (row: Row) => Date) => (a: Row, b: Row): number => Number(of(a)) - Number(of(b))

export function accountTables(state: State): AccountTables {
  return { accounts: accountTable(state), members: memberTable(state), invitations: invitationTable(state), keys: keyTable(state), paces: paceTable(state), audit: auditTable(state), verifications: verificationTable(state), openings: openingTable(state), bans: banTable(state), operators: operatorTable(state) }
}

function accountTable({ accounts, members, invitations, verifications }: State): AccountTables['accounts'] {
  return {
    async insert(row) {
      if (accounts.get(row.id)) throw new Error('there is an account with this id already')
      accounts.set(row.id, row)
    },
    get: async (id) => accounts.get(id),
    hold: async (id) => accounts.get(id),
    async update(row) {
      if (accounts.get(row.id)) accounts.set(row.id, row)
    },
    async list({ before, limit, standing }) {
      const last = before === undefined ? undefined : accounts.get(before)
      if (before !== undefined && !last) return []
      const found = accounts.all().filter((row) => (standing === undefined || row.standing === standing) && (!last || newest(last, row) < 0))
      return found.sort(newest).slice(0, limit)
    },
    due: async (now, limit) => accounts.all().filter((row) => row.lookAt && row.lookAt <= now).sort(byTime((row) => row.lookAt ?? now)).slice(0, limit),
    async remove(id) {
      accounts.remove(id)
      for (const row of members.all()) if (row.account === id) members.remove(`${id} ${row.person}`)
      for (const row of invitations.all()) if (row.account === id) invitations.remove(row.id)
      for (const row of verifications.all()) if (row.account === id) verifications.remove(row.id)
    },
    async countByStanding() {
      const counts: Partial<Record<AccountRow['standing'], number>> = {}
      for (const { standing } of accounts.all()) counts[standing] = (counts[standing] ?? 0) + 1
      return counts
    },
  }
}

function memberTable({ members }: State): AccountTables['members'] {
  const nameOf = (account: string, person: string): string => `${account} ${person}`
  const sorted = (keep: (row: { account: string; person: string }) => boolean) => members.all().filter(keep).sort((a, b) => Number(a.since) - Number(b.since) || (nameOf(a.account, a.person) < nameOf(b.account, b.person) ? -1 : 1))
  return {
    async insert(row) {
      if (members.get(nameOf(row.account, row.person))) throw new Error('they belong to it already')
      members.set(nameOf(row.account, row.person), row)
    },
    get: async (account, person) => members.get(nameOf(account, person)),
    ofAccount: async (account) => sorted((row) => row.account === account),
    ofPerson: async (person) => sorted((row) => row.person === person),
    async setRole(account, person, role) {
      const row = members.get(nameOf(account, person))
      if (row) members.set(nameOf(account, person), { ...row, role })
    },
    remove: async (account, person) => members.remove(nameOf(account, person)),
  }
}

function invitationTable({ invitations }: State): AccountTables['invitations'] {
  const newestFirst = (keep: (row: { account: string; person?: string }) => boolean) => invitations.all().filter(keep).sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? -1 : 1))
  return {
    async insert(row) {
      invitations.set(row.id, row)
    },
    get: async (id) => invitations.get(id),
    byDigest: async (digest) => invitations.all().find((row) => hexOf(row.digest) === hexOf(digest)),
    ofAccount: async (account) => newestFirst((row) => row.account === account),
    ofPerson: async (person) => newestFirst((row) => row.person === person),
    remove: async (id) => invitations.remove(id),
    removeOf: async (account) => invitations.all().filter((row) => row.account === account && invitations.remove(row.id)).length,
    removeDue: async (now) => invitations.all().filter((row) => row.expiresAt <= now && invitations.remove(row.id)).length,
  }
}

function paceTable({ paces, counts }: State): AccountTables['paces'] {
  return {
    async take(name, now, pace) {
      const fullAt = paceAfter(paces.get(name)?.fullAt, now, pace)
      if (fullAt !== undefined) paces.set(name, { name, fullAt })
      return paceOf(paces.get(name)?.fullAt, now, pace, fullAt !== undefined)
    },
    look: async (name, now, pace) => paceOf(paces.get(name)?.fullAt, now, pace, false),
    async add(name, amount, until) {
      const sum = (counts.get(name)?.amount ?? 0) + amount
      counts.set(name, { name, amount: sum, until })
      return sum
    },
    async count(name, now) {
      const row = counts.get(name)
      return row && row.until > now ? row.amount : 0
    },
    async once(name, now, until) {
      const row = counts.get(name)
      if (row && row.until > now) return false
      counts.set(name, { name, amount: 1, until })
      return true
    },
    async removeDue(now) {
      const over = paces.all().filter((row) => row.fullAt <= now.getTime() && paces.remove(row.name)).length
      return over + counts.all().filter((row) => row.until <= now && counts.remove(row.name)).length
    },
  }
}

function auditTable({ audit }: State): AccountTables['audit'] {
  const all = () => audit.all().sort((a, b) => a.number - b.number)
  return {
    async append(complete) {
      const row = complete(all().at(-1))
      audit.set(String(row.number), row)
    },
    from: async (after, limit) => all().filter((row) => row.number > after).slice(0, limit),
    ofSubject: async (subject) => all().filter((row) => hexOf(row.subject) === hexOf(subject)),
  }
}

function verificationTable({ verifications }: State): AccountTables['verifications'] {
  const oldest = () => verifications.all().sort(byTime((row) => row.askedAt))
  return {
    async insert(row) {
      verifications.set(row.id, row)
    },
    get: async (id) => verifications.get(id),
    byReference: async (reference) => verifications.all().find((row) => row.reference && hexOf(row.reference) === hexOf(reference)),
    ofAccount: async (account) => oldest().filter((row) => row.account === account).reverse(),
    waiting: async (limit) => oldest().filter((row) => row.state === 'waiting').slice(0, limit),
    async update(row) {
      if (verifications.get(row.id)) verifications.set(row.id, row)
    },
    removeOf: async (account) => verifications.all().filter((row) => row.account === account && verifications.remove(row.id)).length,
    withPapers: async (limit) => oldest().filter((row) => row.papers > 0 || row.form).slice(0, limit),
  }
}

function openingTable({ openings }: State): AccountTables['openings'] {
  return {
    async insert(row) {
      openings.set(row.id, row)
    },
    ofAccount: async (account) => openings.all().filter((row) => row.account === account).sort((a, b) => Number(b.at) - Number(a.at)),
    async countRead(id) {
      const row = openings.get(id)
      if (row) openings.set(id, { ...row, reads: row.reads + 1 })
    },
    async end(id, at) {
      const row = openings.get(id)
      if (row && row.until > at) openings.set(id, { ...row, until: at })
    },
    countSince: async (at) => openings.all().filter((row) => row.at >= at).length,
    removeOf: async (account) => openings.all().filter((row) => row.account === account && openings.remove(row.id)).length,
  }
}

function banTable({ bans }: State): AccountTables['bans'] {
  return {
    async insert(digest, until) {
      bans.set(hexOf(digest), { digest, until })
    },
    async has(digest, now) {
      const row = bans.get(hexOf(digest))
      return row !== undefined && row.until > now
    },
    removeDue: async (now) => bans.all().filter((row) => row.until <= now && bans.remove(hexOf(row.digest))).length,
  }
}

function operatorTable({ operators }: State): AccountTables['operators'] {
  return {
    async add(person, since) {
      if (!operators.get(person)) operators.set(person, { person, since })
    },
    has: async (person) => operators.get(person) !== undefined,
    remove: async (person) => operators.remove(person),
    list: async () => operators.all().sort(byTime((row) => row.since)),
  }
}
