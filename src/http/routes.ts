// The whole URL map on one screen: what there is, who may use it, what answers, and how it looks.

import { accountRoutes } from './accounts/routes.ts'
import { json } from './ask.ts'
import { clientRoutes } from './client-routes.ts'
import { gateRoutes } from './gates/routes.ts'
import { listCalls } from './calls.ts'
import { describeApi } from './openapi.ts'
import { generateImages } from './openai/images.ts'
import { listModels, readModel } from './openai/models.ts'
import { operatingRoutes } from './operating/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import type { Route } from './route.ts'
import * as library from './schemas/library-routes.ts'
import * as calls from './schemas/calls.ts'
import * as consents from './schemas/consents.ts'
import * as kept from './schemas/kept-routes.ts'
import * as evidence from './schemas/evidence.ts'
import * as engines from './schemas/engines.ts'
import * as permissions from './schemas/permissions.ts'
import * as rights from './schemas/rights-routes.ts'
import * as policies from './schemas/policies.ts'
import * as notices from './schemas/notices.ts'
import * as prompts from './schemas/prompts.ts'
import * as setUp from './schemas/set-up.ts'
import * as schemas from './schemas/routes.ts'
import { exportAll, readHoldings } from './studio/copy.ts'
import { listGallery, listOwnPublished, publishImage, readGalleryPicture, unpublish } from './studio/gallery.ts'
import { consent, readConsents } from './studio/consents.ts'
import { editingRoutes } from './studio/editing.ts'
import { endHold, listHolds, openHoldCopy, placeHold } from './studio/holds.ts'
import { importAll } from './studio/imports.ts'
import { grantPermission, listPermissions, revokePermission } from './studio/permissions.ts'
import { enhancePrompt } from './studio/enhance.ts'
import { agree, listEngines, readPlaces, steerEngine } from './studio/engines.ts'
import { watchGeneration } from './studio/events.ts'
import { cancelGeneration, createGeneration, listGenerations, readGeneration } from './studio/generations.ts'
import { downloadImage } from './studio/download.ts'
import { changePreferences, createBoard, downloadImages, listBoards, listImages, placeImages, readPreferences, readSome, removeBoard, renameBoard, searchGenerations } from './studio/library.ts'
import { exportTraining, readHosts, readStatistics } from './studio/evidence.ts'
import { createLink, deleteImage, deleteImages, openLink, readImageContent, readImageFacts } from './studio/images.ts'
import { choose, decideRequest, eraseAll, listRequests, noteGeneration, openRequest, readChoices, readGpc, readReceiptKey, readRequest } from './studio/rights.ts'
import { clearSession, endSession, readHealth, readReadiness, readSession, readTrust, resetSession, startSession } from './studio/session.ts'
import { answerTerms, listPolicies, readPolicy, readPolicyMarkdown, readTerms } from './studio/policies.ts'
import { announce, listAnnouncements, listNotices, readNotices, removeAnnouncement } from './studio/notices.ts'
import { previewSetUp, readQuestions, saveSetUp } from './studio/set-up.ts'
import { createShare, listShares, listSharesOfImage, revokeShare } from './studio/shares.ts'
import { readLabelFacts, verifyPicture } from './verify.ts'

export const routes: readonly Route[] = [
  { method: 'POST', path: '/v1/images/generations', scope: 'images:make', handler: generateImages, schema: schemas.generateImages },
  { method: 'POST', path: '/v1/generations', scope: 'images:make', handler: createGeneration, schema: schemas.createGeneration },
  { method: 'GET', path: '/v1/generations', scope: 'images:read', handler: listGenerations, schema: schemas.listGenerations },
  { method: 'POST', path: '/v1/generations/search', scope: 'images:read', handler: searchGenerations, schema: library.searchGenerations },
  { method: 'POST', path: '/v1/generations/some', scope: 'images:read', handler: readSome, schema: library.readSome },
  { method: 'GET', path: '/v1/generations/:id', scope: 'images:read', handler: readGeneration, schema: schemas.readGeneration },
  { method: 'POST', path: '/v1/generations/:id/note', scope: 'images:make', handler: noteGeneration, schema: rights.noteGeneration },
  { method: 'GET', path: '/v1/generations/:id/events', scope: 'images:read', handler: watchGeneration, schema: schemas.watchGeneration },
  { method: 'POST', path: '/v1/generations/:id/cancel', scope: 'images:make', handler: cancelGeneration, schema: schemas.cancelGeneration },
  { method: 'POST', path: '/v1/prompts/enhance', scope: 'images:make', handler: enhancePrompt, schema: prompts.enhancePrompt },
  { method: 'GET', path: '/v1/images', scope: 'images:read', handler: listImages, schema: library.listImages },
  { method: 'GET', path: '/v1/boards', scope: 'images:read', handler: listBoards, schema: library.listBoards },
  { method: 'POST', path: '/v1/boards', scope: 'images:make', handler: createBoard, schema: library.createBoard },
  { method: 'POST', path: '/v1/boards/:id', scope: 'images:make', handler: renameBoard, schema: library.renameBoard },
  { method: 'DELETE', path: '/v1/boards/:id', scope: 'images:delete', handler: removeBoard, schema: library.removeBoard },
  { method: 'POST', path: '/v1/boards/:id/pictures', scope: 'images:make', handler: placeImages, schema: library.placeImages },
  { method: 'GET', path: '/v1/preferences', scope: 'any-caller', handler: readPreferences, schema: library.readPreferences },
  { method: 'POST', path: '/v1/preferences', scope: 'any-caller', handler: changePreferences, schema: library.changePreferences },
  // Before the images themselves: a fixed path is found first.
  ...clientRoutes,
  ...accountRoutes,
  { method: 'GET', path: '/v1/images/archive', scope: 'images:read', handler: downloadImages, schema: library.downloadImages },
  { method: 'POST', path: '/v1/images/delete', scope: 'images:delete', handler: deleteImages, schema: rights.deleteImages },
  { method: 'GET', path: '/v1/images/:id', scope: 'images:read', handler: readImageFacts, schema: schemas.readImage },
  { method: 'DELETE', path: '/v1/images/:id', scope: 'images:delete', handler: deleteImage, schema: schemas.deleteImage },
  { method: 'GET', path: '/v1/images/:id/content', scope: 'images:read', handler: readImageContent, schema: schemas.readImageContent },
  { method: 'GET', path: '/v1/images/:id/download', scope: 'images:read', handler: downloadImage, schema: schemas.downloadImage },
  ...editingRoutes,
  { method: 'POST', path: '/v1/images/:id/link', scope: 'images:read', handler: createLink, schema: schemas.createLink },
  { method: 'GET', path: '/i/:token', scope: 'public', handler: openLink, schema: schemas.openLink },
  { method: 'GET', path: '/v1/models', scope: 'any-caller', handler: listModels, schema: schemas.listModels },
  { method: 'GET', path: '/v1/models/:id', scope: 'any-caller', handler: readModel, schema: schemas.readModel },
  { method: 'GET', path: '/v1/calls', scope: 'images:read', handler: listCalls, schema: calls.listCalls },
  { method: 'GET', path: '/v1/session', scope: 'public', handler: readSession, schema: schemas.readSession },
  { method: 'POST', path: '/v1/session', scope: 'public', handler: startSession, schema: schemas.startSession },
  { method: 'DELETE', path: '/v1/session', scope: 'any-caller', handler: endSession, schema: rights.endSession },
  { method: 'POST', path: '/v1/session/clear', scope: 'any-caller', handler: clearSession, schema: rights.clearSession },
  { method: 'POST', path: '/v1/session/reset', scope: 'any-caller', handler: resetSession, schema: rights.resetSession },
  { method: 'POST', path: '/v1/erasure', scope: 'images:delete', handler: eraseAll, schema: rights.eraseAll },
  { method: 'POST', path: '/v1/requests', scope: 'images:read', handler: openRequest, schema: rights.openRequest },
  { method: 'GET', path: '/v1/requests', scope: 'operate', handler: listRequests, schema: rights.listRequests },
  { method: 'GET', path: '/v1/requests/:id', scope: 'public', handler: readRequest, schema: rights.readRequest },
  { method: 'POST', path: '/v1/requests/:id/decide', scope: 'operate', handler: decideRequest, schema: rights.decideRequest },
  { method: 'GET', path: '/.well-known/gesso-receipt-key.json', scope: 'public', handler: readReceiptKey, schema: rights.readReceiptKey },
  { method: 'POST', path: '/v1/images/:id/shares', scope: 'images:make', handler: createShare, schema: rights.createShare },
  { method: 'GET', path: '/v1/images/:id/shares', scope: 'images:read', handler: listSharesOfImage, schema: rights.listSharesOfImage },
  { method: 'GET', path: '/v1/shares', scope: 'images:read', handler: listShares, schema: rights.listShares },
  { method: 'DELETE', path: '/v1/shares/:id', scope: 'images:delete', handler: revokeShare, schema: rights.revokeShare },
  { method: 'GET', path: '/v1/holdings', scope: 'images:read', handler: readHoldings, schema: rights.readHoldings },
  { method: 'GET', path: '/v1/export', scope: 'images:read', handler: exportAll, schema: rights.exportAll },
  { method: 'POST', path: '/v1/images/:id/publish', scope: 'images:make', handler: publishImage, schema: kept.publishImage },
  { method: 'GET', path: '/v1/gallery', scope: 'public', handler: listGallery, schema: kept.listGallery },
  { method: 'GET', path: '/v1/gallery/own', scope: 'images:read', handler: listOwnPublished, schema: kept.listOwnPublished },
  { method: 'DELETE', path: '/v1/gallery/:id', scope: 'images:delete', handler: unpublish, schema: kept.unpublish },
  { method: 'GET', path: '/v1/gallery/:id/content', scope: 'public', handler: readGalleryPicture, schema: kept.readGalleryPicture },
  { method: 'POST', path: '/v1/holds', scope: 'operate', handler: placeHold, schema: kept.placeHold },
  { method: 'GET', path: '/v1/holds', scope: 'operate', handler: listHolds, schema: kept.listHolds },
  { method: 'GET', path: '/v1/holds/:id/copy', scope: 'operate', handler: openHoldCopy, schema: kept.openHold },
  { method: 'POST', path: '/v1/holds/:id/end', scope: 'operate', handler: endHold, schema: kept.endHold },
  { method: 'POST', path: '/v1/permissions', scope: 'operate', handler: grantPermission, schema: permissions.grantPermission },
  { method: 'GET', path: '/v1/permissions', scope: 'operate', handler: listPermissions, schema: permissions.listPermissions },
  { method: 'POST', path: '/v1/permissions/:id/revoke', scope: 'operate', handler: revokePermission, schema: permissions.revokePermission },
  { method: 'POST', path: '/v1/import', scope: 'images:make', handler: importAll, schema: rights.importAll },
  { method: 'GET', path: '/v1/places', scope: 'any-caller', handler: readPlaces, schema: engines.readPlaces },
  { method: 'POST', path: '/v1/places', scope: 'any-caller', handler: agree, schema: engines.agree },
  { method: 'GET', path: '/v1/engines', scope: 'operate', handler: listEngines, schema: engines.listEngines },
  { method: 'POST', path: '/v1/engines/:id/steer', scope: 'operate', handler: steerEngine, schema: engines.steerEngine },
  { method: 'GET', path: '/v1/choices', scope: 'any-caller', handler: readChoices, schema: rights.readChoices },
  { method: 'POST', path: '/v1/choices', scope: 'any-caller', handler: choose, schema: rights.choose },
  { method: 'GET', path: '/v1/consents', scope: 'any-caller', handler: readConsents, schema: consents.readConsents },
  { method: 'POST', path: '/v1/consents', scope: 'any-caller', handler: consent, schema: consents.consent },
  { method: 'GET', path: '/.well-known/gpc.json', scope: 'public', handler: readGpc, schema: rights.readGpc },
  { method: 'POST', path: '/v1/verify', scope: 'public', handler: verifyPicture, schema: schemas.verifyPicture },
  { method: 'GET', path: '/v1/verify', scope: 'public', handler: readLabelFacts, schema: schemas.readLabelFacts },
  { method: 'GET', path: '/v1/policies', scope: 'public', handler: listPolicies, schema: policies.listPolicies },
  { method: 'GET', path: '/v1/policies/:id', scope: 'public', handler: readPolicy, schema: policies.readPolicy },
  { method: 'GET', path: '/v1/policies/:id/markdown', scope: 'public', handler: readPolicyMarkdown, schema: policies.readPolicyMarkdown },
  { method: 'GET', path: '/v1/terms', scope: 'any-caller', handler: readTerms, schema: policies.readTerms },
  { method: 'POST', path: '/v1/terms', scope: 'any-caller', handler: answerTerms, schema: policies.answerTerms },
  { method: 'GET', path: '/v1/notices', scope: 'any-caller', handler: listNotices, schema: notices.listNotices },
  { method: 'POST', path: '/v1/notices/read', scope: 'any-caller', handler: readNotices, schema: notices.readNotices },
  { method: 'POST', path: '/v1/set-up/questions', scope: 'operate', handler: readQuestions, schema: setUp.readQuestions },
  { method: 'POST', path: '/v1/set-up/preview', scope: 'operate', handler: previewSetUp, schema: setUp.previewSetUp },
  { method: 'POST', path: '/v1/set-up', scope: 'operate', handler: saveSetUp, schema: setUp.saveSetUp },
  { method: 'GET', path: '/v1/announcements', scope: 'operate', handler: listAnnouncements, schema: notices.listAnnouncements },
  { method: 'POST', path: '/v1/announcements', scope: 'operate', handler: announce, schema: notices.announce },
  { method: 'DELETE', path: '/v1/announcements/:id', scope: 'operate', handler: removeAnnouncement, schema: notices.removeAnnouncement },
  { method: 'GET', path: '/v1/hosts', scope: 'public', handler: readHosts, schema: evidence.readHosts },
  { method: 'GET', path: '/v1/statistics', scope: 'operate', handler: readStatistics, schema: evidence.readStatistics },
  { method: 'GET', path: '/v1/training', scope: 'operate', handler: exportTraining, schema: evidence.exportTraining },
  ...peopleRoutes,
  ...gateRoutes,
  ...operatingRoutes,
  { method: 'GET', path: '/v1/trust', scope: 'public', handler: readTrust, schema: schemas.readTrust },
  { method: 'GET', path: '/healthz', scope: 'public', handler: readHealth, schema: schemas.readHealth },
  { method: 'GET', path: '/readyz', scope: 'public', handler: readReadiness, schema: schemas.readReadiness },
  { method: 'GET', path: '/openapi.json', scope: 'public', handler: async () => json(describeApi(routes)), schema: schemas.readApi },
]
