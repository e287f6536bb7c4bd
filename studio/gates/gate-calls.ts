// What the pages about age, guardians, regions and devices ask of the server.

import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'
import { queries } from '../server-state.ts'

type Schemas = components['schemas']
export type Age = Schemas['Age']
export type Question = Schemas['GuardianQuestion']
export type Word = Schemas['GuardianWord']['word']
export type Regions = Schemas['Regions']
export type Consents = Schemas['Consents']
export type Device = Consents['devices'][number]['device']

export const readAge = (): Promise<Age> => take(gesso.GET('/v1/age'))
export const readRegions = (): Promise<Regions> => take(gesso.GET('/v1/regions'))
export const readConsents = (): Promise<Consents> => take(gesso.GET('/v1/consents'))

/** What every page says of it follows from the session. */
async function kept(age: Promise<Age>): Promise<Age> {
  const now = await age
  queries.setQueryData(['age'], now)
  await queries.invalidateQueries({ queryKey: ['session'] })
  return now
}

export const answerAge = (year: number, month: number): Promise<Age> => kept(take(gesso.POST('/v1/age', { body: { year, month } })))

export const askGuardian = (contact: { mail?: string; phone?: string }, language: 'en' | 'zh'): Promise<Age> => kept(take(gesso.POST('/v1/guardians', { body: { ...contact, language } })))

export const readQuestion = (id: string): Promise<Question> => take(gesso.GET('/v1/guardians/{id}', { params: { path: { id } } }))

export function decide(id: string, said: { code: string; word: Word; digest: string; language: 'en' | 'zh' }): Promise<Question> {
  return take(gesso.POST('/v1/guardians/{id}', { params: { path: { id } }, body: said }))
}

export async function takeBack(device: Device): Promise<void> {
  queries.setQueryData(['consents'], await take(gesso.POST('/v1/consents', { body: { matter: device, allowed: false } })))
}
