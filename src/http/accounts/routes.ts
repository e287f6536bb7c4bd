// The part of the URL map for accounts, their members, keys and limits.

import type { Route } from '../route.ts'
import * as schemas from '../schemas/account-routes.ts'
import * as accounts from './accounts.ts'
import * as keys from './keys.ts'
import { operatorRoutes } from './operator-routes.ts'

export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/limits', scope: 'any-caller', handler: keys.readLimits, schema: schemas.readLimits },
  { method: 'GET', path: '/v1/challenge', scope: 'any-caller', handler: keys.readChallenge, schema: schemas.readChallenge },
  { method: 'GET', path: '/v1/accounts', scope: 'any-caller', handler: accounts.listAccounts, schema: schemas.listAccounts },
  { method: 'POST', path: '/v1/accounts', scope: 'account:read', handler: accounts.createAccount, schema: schemas.createAccount },
  { method: 'POST', path: '/v1/accounts/:id/switch', scope: 'account:read', handler: accounts.switchAccount, schema: schemas.switchAccount },
  { method: 'GET', path: '/v1/account', scope: 'account:read', handler: accounts.readAccount, schema: schemas.readAccount },
  { method: 'POST', path: '/v1/account', scope: 'account:manage', handler: accounts.changeAccount, schema: schemas.changeAccount },
  { method: 'POST', path: '/v1/account/close', scope: 'account:own', handler: accounts.closeAccount, schema: schemas.closeAccount },
  { method: 'POST', path: '/v1/account/appeal', scope: 'account:read', handler: accounts.appealStanding, schema: schemas.appealStanding },
  { method: 'POST', path: '/v1/account/refuse-terms', scope: 'account:own', handler: accounts.refuseTerms, schema: schemas.refuseTerms },
  { method: 'POST', path: '/v1/account/contact', scope: 'account:read', handler: accounts.mendContact, schema: schemas.mendContact },
  { method: 'GET', path: '/v1/account/events', scope: 'account:read', handler: accounts.listDecisions, schema: schemas.listDecisions },
  { method: 'GET', path: '/v1/account/openings', scope: 'account:read', handler: accounts.listOpenings, schema: schemas.listOpenings },
  { method: 'GET', path: '/v1/account/members', scope: 'account:read', handler: accounts.listMembers, schema: schemas.listMembers },
  { method: 'POST', path: '/v1/account/members/:id', scope: 'members:manage', handler: accounts.setRole, schema: schemas.setRole },
  { method: 'DELETE', path: '/v1/account/members/:id', scope: 'account:read', handler: accounts.removeMember, schema: schemas.removeMember },
  { method: 'GET', path: '/v1/account/invitations', scope: 'members:manage', handler: accounts.listInvitations, schema: schemas.listInvitations },
  { method: 'POST', path: '/v1/account/invitations', scope: 'members:manage', handler: accounts.createInvitation, schema: schemas.createInvitation },
  { method: 'DELETE', path: '/v1/account/invitations/:id', scope: 'members:manage', handler: accounts.withdrawInvitation, schema: schemas.withdrawInvitation },
  { method: 'POST', path: '/v1/account/ownership', scope: 'account:own', handler: accounts.offerOwnership, schema: schemas.offerOwnership },
  { method: 'POST', path: '/v1/invitations/take', scope: 'account:read', handler: accounts.takeInvitation, schema: schemas.takeInvitation },
  { method: 'GET', path: '/v1/offers', scope: 'account:read', handler: accounts.listOffers, schema: schemas.listOffers },
  { method: 'POST', path: '/v1/offers/:id/take', scope: 'account:read', handler: accounts.takeOwnership, schema: schemas.takeOwnership },
  { method: 'DELETE', path: '/v1/offers/:id', scope: 'account:read', handler: accounts.declineOwnership, schema: schemas.declineOwnership },
  // Seeing and stopping keys takes less than making them: it goes on while an account is suspended or frozen.
  { method: 'GET', path: '/v1/keys', scope: 'keys:stop', handler: keys.listKeys, schema: schemas.listKeys },
  { method: 'POST', path: '/v1/keys', scope: 'keys:manage', handler: keys.createKey, schema: schemas.createKey },
  // Before the keys themselves: a fixed path is found first.
  { method: 'POST', path: '/v1/keys/leaked', scope: 'public', handler: keys.reportLeak, schema: schemas.reportLeak },
  { method: 'POST', path: '/v1/keys/:id', scope: 'keys:manage', handler: keys.changeKey, schema: schemas.changeKey },
  { method: 'POST', path: '/v1/keys/:id/rotate', scope: 'keys:manage', handler: keys.rotateKey, schema: schemas.rotateKey },
  { method: 'DELETE', path: '/v1/keys/:id', scope: 'keys:stop', handler: keys.revokeKey, schema: schemas.revokeKey },
  { method: 'GET', path: '/v1/end-users/:id', scope: 'images:read', handler: keys.readEndUser, schema: schemas.readEndUser },
  { method: 'DELETE', path: '/v1/end-users/:id', scope: 'images:delete', handler: keys.eraseEndUser, schema: schemas.eraseEndUser },
  ...operatorRoutes,
]
