// The part of the URL map for whoever looks after this instance, and for what they tell of it.

import type { Route } from '../route.ts'
import * as schemas from '../schemas/operating.ts'
import { listIncidents, openIncident, tellMore } from './incidents.ts'
import { readOverview } from './overview.ts'

export const operatingRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/operator/overview', scope: 'operate', handler: readOverview, schema: schemas.readOverview },
  { method: 'GET', path: '/v1/incidents', scope: 'public', handler: listIncidents, schema: schemas.listIncidents },
  { method: 'POST', path: '/v1/incidents', scope: 'operate', handler: openIncident, schema: schemas.openIncident },
  { method: 'POST', path: '/v1/incidents/:id/updates', scope: 'operate', handler: tellMore, schema: schemas.tellMore },
]
