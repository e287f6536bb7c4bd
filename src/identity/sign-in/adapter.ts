// The one adapter between better-auth and our tables: seals what is personal, digests what is searched, moves every time to the program's clock.

import { createAdapterFactory, type CustomAdapter } from 'better-auth/adapters'
import { personKey, type Condition, type PersonRecord, type RecordValue } from '../../core/people.ts'
import type { Bytes, KeyName, Parts } from '../../core/ports.ts'
import { indexOf } from './digests.ts'
import { models, type Model, type Place } from './models.ts'

export type SignInParts = Pick<Parts, 'clock' | 'random' | 'store' | 'vault' | 'sealing'>

/** A row as better-auth sees it. */
type Fields = Record<string, unknown>
type Where = Parameters<CustomAdapter['findOne']>[0]['where']

export function createSignInAdapter(parts: SignInParts) {
  return createAdapterFactory({
    config: { adapterId: 'gesso', adapterName: 'Gesso', supportsJSON: false, supportsDates: true, supportsBooleans: true, supportsNumericIds: false },
    adapter: () => adapterOver(parts),
  })
}

function adapterOver(parts: SignInParts): CustomAdapter {
  const { people } = parts.store
  const read = async <T>(name: string, rows: PersonRecord[], where: Where = []): Promise<T[]> => Promise.all(rows.map((row) => fieldsOf(parts, modelOf(name), row, where) as Promise<T>))

  /** Each row is sealed for itself, so rows are changed one by one; the conditions are asked again with each. */
  async function changeAll<T>(name: string, where: Where, change: Fields, most: number, add: Record<string, number> = {}): Promise<T[]> {
    const model = modelOf(name)
    const conditions = conditionsOf(parts, model, where)
    const rows = await people.find(model.table, conditions, { limit: most })
    const changed: T[] = []
    for (const row of rows) {
      const set = await columnsOf(parts, model, change, String(row.id), ownerOf(model, row))
      const same: Condition = { column: 'id', is: '=', value: row.id ?? null }
      changed.push(...(await read<T>(name, await people.change(model.table, [...conditions, same], set, add), where)))
    }
    return changed
  }

  return {
    async create({ model: name, data }) {
      const model = modelOf(name)
      const row = data as Fields
      const person = model.person === undefined ? undefined : String(row[model.person])
      await people.insert(model.table, await columnsOf(parts, model, row, String(row.id), person))
      return data
    },
    async findOne({ model: name, where }) {
      const model = modelOf(name)
      const rows = await people.find(model.table, conditionsOf(parts, model, where), { limit: 1 })
      return (await read(name, rows, where))[0] as never
    },
    async findMany({ model: name, where = [], limit, offset, sortBy }) {
      const model = modelOf(name)
      const sort = sortBy ? { sort: { column: columnOf(model, sortBy.field), newestFirst: sortBy.direction === 'desc' } } : {}
      return read(name, await people.find(model.table, conditionsOf(parts, model, where), { limit, ...(offset ? { offset } : {}), ...sort }), where)
    },
    count: async ({ model: name, where = [] }) => people.count(modelOf(name).table, conditionsOf(parts, modelOf(name), where)),
    update: async ({ model, where, update }) => (await changeAll(model, where, update as Fields, 1))[0] as never,
    updateMany: async ({ model, where, update }) => (await changeAll(model, where, update, 10_000)).length,
    async delete({ model: name, where }) {
      await people.remove(modelOf(name).table, conditionsOf(parts, modelOf(name), where))
    },
    deleteMany: async ({ model: name, where }) => (await people.remove(modelOf(name).table, conditionsOf(parts, modelOf(name), where))).length,
    async consumeOne({ model: name, where }) {
      const rows = await people.remove(modelOf(name).table, conditionsOf(parts, modelOf(name), where))
      return (await read(name, rows, where))[0] as never
    },
    async incrementOne({ model: name, where, increment, set }) {
      const sums = Object.fromEntries(Object.entries(increment).map(([field, more]) => [columnOf(modelOf(name), field), more]))
      return (await changeAll(name, where, set ?? {}, 1, sums))[0] as never
    },
  }
}

function modelOf(name: string): Model {
  const model = models[name]
  if (!model) throw new Error('better-auth asks for a model that is not kept here')
  return model
}

function placeOf(model: Model, field: string): Place {
  const place = model.fields[field]
  if (!place) throw new Error('better-auth asks for a field that is not kept here')
  return place
}

function columnOf(model: Model, field: string): string {
  const place = placeOf(model, field)
  if (place.kind !== 'plain') throw new Error('only plain columns can be sorted or added to')
  return place.column
}

const ownerOf = (model: Model, row: PersonRecord): string | undefined => (model.person === undefined ? undefined : String(row[columnOf(model, model.person)]))
const keyOf = (person: string | undefined): KeyName => (person === undefined ? 'server/sign-in' : personKey(person))
const objectOf = (model: Model, id: string, column: string): string => `sign-in/${model.table}/${id}/${column}`

const comparisons: Record<string, Condition['is']> = { eq: '=', ne: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' }

function conditionsOf(parts: SignInParts, model: Model, where: Where): Condition[] {
  return where.map(({ field, value, operator = 'eq', connector }, number) => {
    const place = placeOf(model, field)
    const is = comparisons[operator]
    if (!is || (connector === 'OR' && number > 0)) throw new Error('better-auth asks in a way that is not known here')
    if (place.kind === 'plain') return { column: place.column, is, value: toClock(parts, value as RecordValue) }
    const column = place.kind === 'sealed' ? place.index : place.kind === 'echo' ? place.column : undefined
    if (column === undefined || is !== '=') throw new Error('this field cannot be searched')
    return { column, is, value: value === null ? null : indexOf(parts, column, String(value)) }
  })
}

/** From fields to columns. Fields that are not given are left as they are. */
async function columnsOf(parts: SignInParts, model: Model, fields: Fields, id: string, person: string | undefined): Promise<PersonRecord> {
  const columns: PersonRecord = {}
  for (const [field, value] of Object.entries(fields)) {
    const place = placeOf(model, field)
    if (place.kind === 'dropped' || value === undefined) continue
    if (place.kind === 'plain') columns[place.column] = toClock(parts, value as RecordValue)
    else if (place.kind === 'echo') columns[place.column] = indexOf(parts, place.column, String(value))
    else {
      columns[place.column] = value === null ? null : await seal(parts, objectOf(model, id, place.column), person, String(value))
      if (place.index) columns[place.index] = value === null ? null : indexOf(parts, place.index, String(value))
    }
  }
  return columns
}

/** From columns to fields. What only a digest is kept of is known to whoever searched by it. */
async function fieldsOf(parts: SignInParts, model: Model, row: PersonRecord, where: Where): Promise<Fields> {
  const person = ownerOf(model, row)
  const fields: Fields = {}
  for (const [field, place] of Object.entries(model.fields)) {
    if (place.kind === 'dropped') fields[field] = null
    else if (place.kind === 'plain') fields[field] = fromClock(parts, row[place.column] ?? null)
    else if (place.kind === 'echo') fields[field] = where.find((one) => one.field === field)?.value ?? ''
    else fields[field] = await open(parts, objectOf(model, String(row.id), place.column), person, row[place.column] ?? null)
  }
  return fields
}

async function seal({ vault, sealing }: SignInParts, objectId: string, person: string | undefined, text: string): Promise<Bytes> {
  return sealing.seal(objectId, [await vault.publicKey(keyOf(person))], new TextEncoder().encode(text))
}

/** null when it is empty, or when the key was destroyed. */
async function open({ vault, sealing }: SignInParts, objectId: string, person: string | undefined, sealed: RecordValue): Promise<string | null> {
  if (!(sealed instanceof Uint8Array)) return null
  const key = await vault.privateKey(keyOf(person))
  return key ? new TextDecoder().decode(sealing.open(objectId, [key], sealed)) : null
}

/** better-auth knows the machine's time only: what it writes is moved to the program's clock, what it reads is moved back. */
function toClock({ clock }: SignInParts, value: RecordValue): RecordValue {
  return value instanceof Date ? new Date(value.getTime() + clock.now().getTime() - Date.now()) : value
}

function fromClock({ clock }: SignInParts, value: RecordValue): RecordValue {
  return value instanceof Date ? new Date(value.getTime() - clock.now().getTime() + Date.now()) : value
}
