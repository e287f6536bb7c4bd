// The part of the URL map for operators' decisions about accounts, and for verification.

import type { Route } from '../route.ts'
import * as schemas from '../schemas/operator-routes.ts'
import * as operator from './operator.ts'
import * as verification from './verification.ts'

export const operatorRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/operator/accounts', scope: 'operate', handler: operator.listAccounts, schema: schemas.listAccounts },
  { method: 'POST', path: '/v1/operator/accounts/find', scope: 'operate', handler: operator.findAccounts, schema: schemas.findAccounts },
  { method: 'GET', path: '/v1/operator/accounts/:id', scope: 'operate', handler: operator.readAccount, schema: schemas.readAccount },
  { method: 'POST', path: '/v1/operator/accounts/:id/standing', scope: 'operate', handler: operator.setStanding, schema: schemas.setStanding },
  { method: 'POST', path: '/v1/operator/accounts/:id/contact-failed', scope: 'operate', handler: operator.failContact, schema: schemas.failContact },
  { method: 'POST', path: '/v1/operator/accounts/:id/openings', scope: 'operate', handler: operator.openLook, schema: schemas.openLook },
  { method: 'GET', path: '/v1/operator/accounts/:id/openings', scope: 'operate', handler: operator.listLooks, schema: schemas.listLooks },
  { method: 'GET', path: '/v1/operator/accounts/:id/personal', scope: 'operate', handler: operator.readPersonal, schema: schemas.readPersonal },
  { method: 'GET', path: '/v1/operator/people', scope: 'operate', handler: operator.listOperators, schema: schemas.listOperators },
  { method: 'POST', path: '/v1/operator/people', scope: 'operate', handler: operator.addOperator, schema: schemas.addOperator },
  { method: 'DELETE', path: '/v1/operator/people/:id', scope: 'operate', handler: operator.removeOperator, schema: schemas.removeOperator },
  { method: 'GET', path: '/v1/operator/audit', scope: 'operate', handler: operator.checkAudit, schema: schemas.checkAudit },
  { method: 'GET', path: '/v1/operator/verifications', scope: 'operate', handler: verification.listVerifications, schema: schemas.listVerifications },
  { method: 'GET', path: '/v1/operator/verifications/:id', scope: 'operate', handler: verification.readVerification, schema: schemas.readVerification },
  { method: 'GET', path: '/v1/operator/verifications/:id/papers/:number', scope: 'operate', handler: verification.readPaper, schema: schemas.readPaper },
  { method: 'POST', path: '/v1/operator/verifications/:id/verdict', scope: 'operate', handler: verification.giveVerdict, schema: schemas.giveVerdict },
  { method: 'POST', path: '/v1/verification/verdict', scope: 'public', handler: verification.hearVerdict, schema: schemas.hearVerdict },
  { method: 'GET', path: '/v1/account/verification', scope: 'account:read', handler: verification.listOwnVerifications, schema: schemas.listOwnVerifications },
  { method: 'POST', path: '/v1/account/verification', scope: 'account:manage', handler: verification.askVerification, schema: schemas.askVerification },
  { method: 'POST', path: '/v1/account/verification/papers', scope: 'account:manage', handler: verification.addPaper, schema: schemas.addPaper },
]
