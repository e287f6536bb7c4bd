// The part of the URL map about who is let in: age, guardians, regions.

import type { Route } from '../route.ts'
import * as schemas from '../schemas/gates.ts'
import { answerAge, readAge } from './age.ts'
import { askGuardian, decideGuardian, readGuardian } from './guardians.ts'
import { readRegions } from './regions.ts'

export const gateRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/age', scope: 'public', handler: readAge, schema: schemas.readAge },
  { method: 'POST', path: '/v1/age', scope: 'public', handler: answerAge, schema: schemas.answerAge },
  { method: 'POST', path: '/v1/guardians', scope: 'any-caller', handler: askGuardian, schema: schemas.askGuardian },
  { method: 'GET', path: '/v1/guardians/:id', scope: 'public', handler: readGuardian, schema: schemas.readGuardian },
  { method: 'POST', path: '/v1/guardians/:id', scope: 'public', handler: decideGuardian, schema: schemas.decideGuardian },
  { method: 'GET', path: '/v1/regions', scope: 'public', handler: readRegions, schema: schemas.readRegions },
]
