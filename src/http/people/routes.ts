// The part of the URL map about people: signing in, looking after one's sign-in, messages.

import type { Route } from '../route.ts'
import * as schemas from '../schemas/people-routes.ts'
import * as me from './me.ts'
import { listMessages } from './messages.ts'
import * as news from './news.ts'
import * as signIn from './sign-in.ts'

export const peopleRoutes: readonly Route[] = [
  { method: 'GET', path: '/v1/sign-in', scope: 'public', handler: signIn.readWays, schema: schemas.readWays },
  { method: 'POST', path: '/v1/sign-up', scope: 'public', handler: signIn.signUp, schema: schemas.signUp },
  { method: 'POST', path: '/v1/sign-in/codes', scope: 'public', handler: signIn.askCode, schema: schemas.askCode },
  { method: 'POST', path: '/v1/sign-in/code', scope: 'public', handler: signIn.enterCode, schema: schemas.enterCode },
  { method: 'POST', path: '/v1/sign-in/password', scope: 'public', handler: signIn.enterPassword, schema: schemas.enterPassword },
  { method: 'POST', path: '/v1/sign-in/reset', scope: 'public', handler: signIn.askReset, schema: schemas.askReset },
  { method: 'POST', path: '/v1/sign-in/reset/password', scope: 'public', handler: signIn.enterReset, schema: schemas.enterReset },
  { method: 'POST', path: '/v1/sign-in/second-step', scope: 'public', handler: signIn.enterSecondStep, schema: schemas.enterSecondStep },
  { method: 'POST', path: '/v1/sign-in/passkey/options', scope: 'public', handler: signIn.beginPasskeySignIn, schema: schemas.beginPasskeySignIn },
  { method: 'POST', path: '/v1/sign-in/passkey', scope: 'public', handler: signIn.enterPasskey, schema: schemas.enterPasskey },
  { method: 'POST', path: '/v1/sign-in/providers/:id', scope: 'public', handler: signIn.leaveForProvider, schema: schemas.leaveForProvider },
  { method: 'GET', path: '/v1/sign-in/providers/:id/callback', scope: 'public', handler: signIn.comeBack, schema: schemas.comeBack },
  { method: 'POST', path: '/v1/sign-out', scope: 'public', handler: signIn.signOut, schema: schemas.signOut },
  { method: 'GET', path: '/v1/me', scope: 'person', handler: me.readMe, schema: schemas.readMe },
  { method: 'POST', path: '/v1/me', scope: 'person', handler: me.changeMe, schema: schemas.changeMe },
  { method: 'GET', path: '/v1/me/sign-ins', scope: 'person', handler: me.listSignIns, schema: schemas.listSignIns },
  { method: 'DELETE', path: '/v1/me/sign-ins/:id', scope: 'person', handler: me.endSignIn, schema: schemas.endSignIn },
  { method: 'POST', path: '/v1/me/sign-out-everywhere', scope: 'person', handler: me.signOutEverywhere, schema: schemas.signOutEverywhere },
  { method: 'POST', path: '/v1/me/confirm/code', scope: 'person', handler: me.askConfirmCode, schema: schemas.askConfirmCode },
  { method: 'POST', path: '/v1/me/confirm', scope: 'person', handler: me.confirmMe, schema: schemas.confirmMe },
  { method: 'POST', path: '/v1/me/password', scope: 'person', handler: me.choosePassword, schema: schemas.choosePassword },
  { method: 'POST', path: '/v1/me/contacts', scope: 'person', handler: me.addContact, schema: schemas.addContact },
  { method: 'POST', path: '/v1/me/contacts/confirm', scope: 'person', handler: me.confirmContact, schema: schemas.confirmContact },
  { method: 'DELETE', path: '/v1/me/contacts/:kind', scope: 'person', handler: me.removeContact, schema: schemas.removeContact },
  { method: 'POST', path: '/v1/me/passkeys/options', scope: 'person', handler: me.beginPasskey, schema: schemas.beginPasskey },
  { method: 'POST', path: '/v1/me/passkeys', scope: 'person', handler: me.addPasskey, schema: schemas.addPasskey },
  { method: 'DELETE', path: '/v1/me/passkeys/:id', scope: 'person', handler: me.removePasskey, schema: schemas.removePasskey },
  { method: 'POST', path: '/v1/me/second-factor', scope: 'person', handler: me.prepareSecondFactor, schema: schemas.prepareSecondFactor },
  { method: 'DELETE', path: '/v1/me/second-factor', scope: 'person', handler: me.removeSecondFactor, schema: schemas.removeSecondFactor },
  { method: 'POST', path: '/v1/me/second-factor/confirm', scope: 'person', handler: me.confirmSecondFactor, schema: schemas.confirmSecondFactor },
  { method: 'POST', path: '/v1/me/recovery-codes', scope: 'person', handler: me.newRecoveryCodes, schema: schemas.newRecoveryCodes },
  { method: 'POST', path: '/v1/me/providers/:id', scope: 'person', handler: me.linkProvider, schema: schemas.linkProvider },
  { method: 'DELETE', path: '/v1/me/logins/:id', scope: 'person', handler: me.unlinkLogin, schema: schemas.unlinkLogin },
  { method: 'POST', path: '/v1/me/carry-session', scope: 'person', handler: me.carrySession, schema: schemas.carrySession },
  { method: 'POST', path: '/v1/me/news', scope: 'person', handler: news.chooseNews, schema: schemas.chooseNews },
  { method: 'POST', path: '/v1/news', scope: 'operate', handler: news.sendNews, schema: schemas.sendNews },
  { method: 'GET', path: '/v1/news/:token', scope: 'public', handler: news.readNewsPage, schema: schemas.readNewsPage },
  { method: 'POST', path: '/v1/news/:token/agree', scope: 'public', handler: news.confirmNews, schema: schemas.confirmNews },
  { method: 'POST', path: '/v1/news/:token/stop', scope: 'public', handler: news.stopNews, schema: schemas.stopNews },
  { method: 'GET', path: '/v1/messages', scope: 'operate', handler: listMessages, schema: schemas.listMessages },
]
