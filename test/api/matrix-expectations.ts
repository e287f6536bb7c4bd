// Who may do what, written by hand: one line for each route, with its class. A route that is missing here fails test/api/matrix.test.ts.
//
// To add a route: one line `METHOD /path  class`, and marks behind it:
//   !   who is let through would change the world: let-through is not tried here, only who is kept out
//   of:<thing>   `:id` names something of the account (`things` in the test); others must get what a missing id gets
// Classes and what each kind of caller gets of them stand in matrix-verdicts.ts.

export type Class = 'open' | 'known' | 'make' | 'read' | 'delete' | 'account' | 'manage' | 'own' | 'members' | 'keys' | 'stop' | 'person' | 'operate'

export const expectations = `
POST /v1/images/generations  make
POST /v1/generations  make
GET /v1/generations  read
POST /v1/generations/search  read
POST /v1/generations/some  read
GET /v1/generations/:id  read  of:generation
POST /v1/generations/:id/note  make  of:generation
GET /v1/generations/:id/events  read  of:generation
POST /v1/generations/:id/cancel  make  of:generation
POST /v1/prompts/enhance  make
GET /v1/images  read
GET /v1/boards  read
POST /v1/boards  make
POST /v1/boards/:id  make
DELETE /v1/boards/:id  delete
POST /v1/boards/:id/pictures  make
GET /v1/images/:id/versions  read  of:image
POST /v1/images/:id/enlarge  make  of:image
GET /v1/drafts/:name  read
POST /v1/drafts/:name  make
DELETE /v1/drafts/:name  make
GET /v1/preferences  known
GET /v1/age  open
POST /v1/age  open
POST /v1/guardians  known
GET /v1/guardians/:id  open
POST /v1/guardians/:id  open
GET /v1/regions  open
GET /v1/consents  known
POST /v1/consents  known
POST /v1/preferences  known
POST /v1/images/edits  make
POST /v1/images/variations  make
POST /v1/moderations  make
POST /v1/batches  make
POST /v1/files  make
GET /v1/files  read
GET /v1/files/:id  read
GET /v1/files/:id/content  read
DELETE /v1/files/:id  delete
GET /v1/batches  read
GET /v1/batches/:id  read
POST /v1/batches/:id/cancel  make
POST /v1/chat/completions  make
POST /v1/embeddings  make
POST /v1/audio/speech  make
POST /v1/audio/transcriptions  make
POST /v1/videos  make
GET /v1/videos/:id  read
GET /v1/videos/:id/content  read
POST /v1/webhooks  make
GET /v1/webhooks  read
GET /v1/calls  read
DELETE /v1/webhooks/:id  delete
GET /v1/webhooks/:id/deliveries  read
POST /api/paas/v4/images/generations  make
POST /api/paas/v4/async/images/generations  make
GET /api/paas/v4/async-result/:id  read  of:generation
POST /api/paas/v4/moderations  make
POST /api/paas/v4/batches  make
POST /api/paas/v4/videos/generations  make
POST /api/paas/v4/files  make
GET /api/paas/v4/files  read
GET /api/paas/v4/files/:id  read
GET /api/paas/v4/files/:id/content  read
DELETE /api/paas/v4/files/:id  delete
GET /api/paas/v4/batches  read
GET /api/paas/v4/batches/:id  read
POST /api/paas/v4/batches/:id/cancel  make
POST /api/paas/v4/chat/completions  make
POST /api/paas/v4/embeddings  make
POST /paas/v4/images/generations  make
POST /paas/v4/async/images/generations  make
GET /paas/v4/async-result/:id  read  of:generation
POST /paas/v4/moderations  make
POST /paas/v4/batches  make
POST /paas/v4/videos/generations  make
POST /paas/v4/files  make
GET /paas/v4/files  read
GET /paas/v4/files/:id  read
GET /paas/v4/files/:id/content  read
DELETE /paas/v4/files/:id  delete
GET /paas/v4/batches  read
GET /paas/v4/batches/:id  read
POST /paas/v4/batches/:id/cancel  make
POST /paas/v4/chat/completions  make
POST /paas/v4/embeddings  make
GET /v1/limits  known
GET /v1/challenge  known
GET /v1/accounts  known
POST /v1/accounts  account
POST /v1/accounts/:id/switch  account  of:account
GET /v1/account  account
POST /v1/account  manage
POST /v1/account/close  own
POST /v1/account/appeal  account  !
POST /v1/account/refuse-terms  own  !
POST /v1/account/contact  account
GET /v1/account/events  account
GET /v1/account/openings  account
GET /v1/account/members  account
POST /v1/account/members/:id  members  of:member
DELETE /v1/account/members/:id  account  of:member  !
GET /v1/account/invitations  members
POST /v1/account/invitations  members
DELETE /v1/account/invitations/:id  members  of:invitation  !
POST /v1/account/ownership  own
POST /v1/invitations/take  account
GET /v1/offers  account
POST /v1/offers/:id/take  account
DELETE /v1/offers/:id  account
GET /v1/keys  stop
POST /v1/keys  keys  !
POST /v1/keys/leaked  open
POST /v1/keys/:id  keys  of:key
POST /v1/keys/:id/rotate  keys  of:key  !
DELETE /v1/keys/:id  stop  of:key  !
GET /v1/end-users/:id  read
DELETE /v1/end-users/:id  delete
GET /v1/operator/accounts  operate
POST /v1/operator/accounts/find  operate
GET /v1/operator/accounts/:id  operate
POST /v1/operator/accounts/:id/standing  operate
POST /v1/operator/accounts/:id/contact-failed  operate  !
POST /v1/operator/accounts/:id/openings  operate
GET /v1/operator/accounts/:id/openings  operate
GET /v1/operator/accounts/:id/personal  operate
GET /v1/operator/people  operate
POST /v1/operator/people  operate
DELETE /v1/operator/people/:id  operate
GET /v1/operator/audit  operate
GET /v1/operator/verifications  operate
GET /v1/operator/verifications/:id  operate
GET /v1/operator/verifications/:id/papers/:number  operate
POST /v1/operator/verifications/:id/verdict  operate
POST /v1/verification/verdict  open
GET /v1/account/verification  account
POST /v1/account/verification  manage
POST /v1/account/verification/papers  manage
GET /v1/images/archive  read
POST /v1/images/delete  delete
GET /v1/images/:id  read  of:image
DELETE /v1/images/:id  delete  of:image  !
GET /v1/images/:id/content  read  of:image
GET /v1/images/:id/download  read  of:image
POST /v1/images/:id/link  read  of:image
GET /i/:token  open
GET /v1/models  known
GET /v1/models/:id  known
GET /v1/session  open
POST /v1/session  open  !
DELETE /v1/session  known  !
POST /v1/session/clear  known  !
POST /v1/session/reset  known  !
POST /v1/erasure  delete  !
POST /v1/requests  read
GET /v1/requests  operate
GET /v1/requests/:id  open
POST /v1/requests/:id/decide  operate
GET /.well-known/gesso-receipt-key.json  open
POST /v1/images/:id/shares  make  of:image
GET /v1/images/:id/shares  read  of:image
GET /v1/shares  read
DELETE /v1/shares/:id  delete  of:share  !
GET /v1/holdings  read
GET /v1/export  read
POST /v1/images/:id/publish  make  of:image
GET /v1/gallery  open
GET /v1/gallery/own  read
DELETE /v1/gallery/:id  delete
GET /v1/gallery/:id/content  open
POST /v1/permissions  operate
GET /v1/permissions  operate
POST /v1/permissions/:id/revoke  operate
POST /v1/holds  operate
GET /v1/holds  operate
GET /v1/holds/:id/copy  operate
POST /v1/holds/:id/end  operate
POST /v1/import  make
GET /v1/places  known
POST /v1/places  known
GET /v1/engines  operate
POST /v1/engines/:id/steer  operate
GET /v1/choices  known
POST /v1/choices  known
GET /.well-known/gpc.json  open
POST /v1/verify  open
GET /v1/verify  open
GET /v1/policies  open
GET /v1/policies/:id  open
GET /v1/policies/:id/markdown  open
GET /v1/terms  known
POST /v1/terms  known
GET /v1/hosts  open
GET /v1/statistics  operate
GET /v1/training  operate
GET /v1/notices  known
GET /v1/incidents  open
POST /v1/incidents  operate
POST /v1/incidents/:id/updates  operate
GET /v1/operator/overview  operate
POST /v1/notices/read  known
POST /v1/set-up/questions  operate
POST /v1/set-up/preview  operate
POST /v1/set-up  operate
GET /v1/announcements  operate
POST /v1/announcements  operate
DELETE /v1/announcements/:id  operate
GET /v1/sign-in  open
POST /v1/sign-up  open
POST /v1/sign-in/codes  open
POST /v1/sign-in/code  open
POST /v1/sign-in/password  open
POST /v1/sign-in/reset  open
POST /v1/sign-in/reset/password  open
POST /v1/sign-in/second-step  open
POST /v1/sign-in/passkey/options  open
POST /v1/sign-in/passkey  open
POST /v1/sign-in/providers/:id  open
GET /v1/sign-in/providers/:id/callback  open
POST /v1/sign-out  open  !
GET /v1/me  person
POST /v1/me  person
GET /v1/me/sign-ins  person
DELETE /v1/me/sign-ins/:id  person
POST /v1/me/sign-out-everywhere  person  !
POST /v1/me/confirm/code  person  !
POST /v1/me/confirm  person
POST /v1/me/password  person
POST /v1/me/contacts  person
POST /v1/me/contacts/confirm  person
DELETE /v1/me/contacts/:kind  person
POST /v1/me/passkeys/options  person
POST /v1/me/passkeys  person
DELETE /v1/me/passkeys/:id  person
POST /v1/me/second-factor  person
DELETE /v1/me/second-factor  person
POST /v1/me/second-factor/confirm  person
POST /v1/me/recovery-codes  person
POST /v1/me/providers/:id  person
DELETE /v1/me/logins/:id  person
POST /v1/me/carry-session  person  !
POST /v1/me/news  person
POST /v1/news  operate  !
GET /v1/news/:token  open
POST /v1/news/:token/agree  open
POST /v1/news/:token/stop  open
GET /v1/messages  operate
GET /v1/trust  open
GET /healthz  open
GET /readyz  open
GET /openapi.json  open
`

