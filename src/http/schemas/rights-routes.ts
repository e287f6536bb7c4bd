// What the routes of people's rights take and answer: forgetting, requests, share links, choices.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import {
  choiceSchema,
  choicesSchema,
  decisionSchema,
  deletedSomeSchema,
  deleteSomeSchema,
  gpcSchema,
  newShareSchema,
  openRequestSchema,
  receiptKeySchema,
  receiptSchema,
  noteRequestSchema,
  openedRequestListSchema,
  requestSchema,
  revokedSchema,
  shareListSchema,
  shareRequestSchema,
} from './rights.ts'
import { exportQuery, holdingsSchema, importSchema, importTypes } from './copy.ts'
import { generationSchema } from './generation.ts'
import { sessionSchema } from './session.ts'

const idOf = (what: string) => z.object({ id: z.string().openapi({ description: `Id of the ${what}.` }) })
const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const endSession: RouteSchema = {
  summary: 'End a visitor\'s session, for good',
  description: 'Waiting and running generations are stopped, everything is removed, the cookie cleared. What the session made can be read by nobody any more; with `sessions.atEnd: keep-links`, shared pictures stay for those who have the link.',
  answers: { 200: { description: 'Ended.', schema: receiptSchema } },
  errors: ['session_missing'],
}

export const clearSession: RouteSchema = {
  summary: 'Clear the session\'s history, and go on with it',
  description: 'Waiting and running generations are stopped, history, pictures and links removed.',
  answers: { 200: { description: 'Cleared.', schema: receiptSchema } },
  errors: ['session_missing'],
}

export const resetSession: RouteSchema = {
  summary: 'End the session and start a new one',
  answers: { 200: { description: 'The receipt of the old one, and the new one.', schema: z.object({ receipt: receiptSchema, session: sessionSchema }) } },
  errors: ['session_missing'],
}

export const deleteImages: RouteSchema = {
  summary: 'Delete some images, for good',
  body: deleteSomeSchema,
  answers: { 200: { description: 'Which are gone.', schema: deletedSomeSchema } },
  errors: bodyErrors,
}

export const eraseAll: RouteSchema = {
  summary: 'Erase everything of yours, for good',
  description: 'Keys first: from the answer on nobody can read any of it, from no copy. For a visitor it is the end of the session. Where the charter says `rights.deletion: reviewed`, it is a request with a due date that the operator decides.',
  answers: {
    200: { description: 'Done; with the receipt.', schema: requestSchema },
    202: { description: 'It waits for the operator, or bytes are still being removed.', schema: requestSchema },
  },
}

export const openRequest: RouteSchema = {
  summary: 'Ask the operator for access, correction, or object',
  description: 'For what the other routes cannot do by themselves. It has a due date by the charter.',
  body: openRequestSchema,
  answers: { 202: { description: 'Noted.', schema: requestSchema } },
  errors: [...bodyErrors, 'too_many_requests'],
}

export const listRequests: RouteSchema = {
  summary: 'Requests that are not answered yet',
  answers: { 200: { description: 'Oldest first, each with what they wrote.', schema: openedRequestListSchema } },
}

export const readRequest: RouteSchema = {
  summary: 'How a request stands, with its receipt',
  description: 'Needs nothing but the id, so that it can be read after everything of its owner is gone. It tells nothing of a person.',
  params: idOf('request'),
  answers: { 200: { description: 'The request.', schema: requestSchema } },
}

export const decideRequest: RouteSchema = {
  summary: 'Grant a request, or refuse it for a listed ground',
  params: idOf('request'),
  body: decisionSchema,
  answers: { 200: { description: 'Decided.', schema: requestSchema } },
  errors: [...bodyErrors, 'request_decided'],
}

export const readReceiptKey: RouteSchema = {
  summary: 'The public key that receipts are signed with',
  answers: { 200: { description: 'A JSON Web Key.', schema: receiptKeySchema } },
}

export const createShare: RouteSchema = {
  summary: 'Share a picture by a link',
  description: 'The link has an end of its own and can be taken back. Its address is told once.',
  params: idOf('image'),
  body: shareRequestSchema,
  answers: { 201: { description: 'The link.', schema: newShareSchema } },
  errors: [...bodyErrors, 'gone', 'account_needed', 'sharing_off'],
}

export const listSharesOfImage: RouteSchema = {
  summary: 'Share links of an image that still work',
  params: idOf('image'),
  answers: { 200: { description: 'Newest first.', schema: shareListSchema } },
}

export const listShares: RouteSchema = {
  summary: 'All share links that still work',
  answers: { 200: { description: 'Newest first.', schema: shareListSchema } },
}

export const revokeShare: RouteSchema = {
  summary: 'Take a share link back',
  description: 'From the answer on it serves nobody: `gone`, thumbnail included.',
  params: idOf('share link'),
  answers: { 200: { description: 'It is taken back.', schema: revokedSchema } },
}

export const noteGeneration: RouteSchema = {
  summary: 'Add to what is held of a generation, or put it right',
  description: 'The note is sealed beside the prompt, shown with it, in every copy, and gone with it.',
  params: idOf('generation'),
  body: noteRequestSchema,
  answers: { 200: { description: 'The generation as it stands now.', schema: generationSchema } },
  errors: [...bodyErrors, 'gone', 'prompt_unreadable'],
}

export const readChoices: RouteSchema = {
  summary: 'Optional purposes that this server serves, and what you said about them',
  answers: { 200: { description: 'All of them.', schema: choicesSchema } },
}

export const choose: RouteSchema = {
  summary: 'Allow an optional purpose, or object to it',
  body: choiceSchema,
  answers: { 200: { description: 'All of them, as they stand now.', schema: choicesSchema } },
  errors: bodyErrors,
}

export const readGpc: RouteSchema = {
  summary: 'That this server honours Global Privacy Control',
  answers: { 200: { description: 'It does.', schema: gpcSchema } },
}

export const readHoldings: RouteSchema = {
  summary: 'What is held of you right now',
  description: 'Each kind with how much, why, how long and where; and what the log can hold.',
  answers: { 200: { description: 'The numbers.', schema: holdingsSchema } },
}

export const importAll: RouteSchema = {
  summary: 'Bring a copy in',
  description: 'Send the archive that GET /v1/export of a server like this gave. Its pictures come in as uploads: opened in a limited process, seen by the rules, encoded anew, marked as imported and never as made here. Links, choices and requests stay behind. Bringing the same copy twice makes everything twice.',
  fileTypes: importTypes,
  answers: { 200: { description: 'What came in, and what did not.', schema: importSchema } },
  errors: ['account_needed', 'import_off', 'import_no_archive', 'import_path', 'import_too_large', 'import_json', 'import_full', 'import_busy', 'content_type_unsupported', 'body_too_large', 'uploads_busy', 'disk_full'],
}

export const exportAll: RouteSchema = {
  summary: 'Take a copy of everything of yours',
  description: 'A ZIP archive: generations/<id>.json, pictures/<id>.<format>, links.json, choices.json, requests.json, missing.json (what is not in it, and why) and copy.json. docs/copy.schema.json describes each file. Very large copies come in parts.',
  query: exportQuery,
  answers: { 200: { description: 'The archive.', types: ['application/zip'] } },
  errors: ['field_invalid'],
}
