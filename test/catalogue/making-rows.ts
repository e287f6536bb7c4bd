// Rows of the catalogue on making pictures, forgetting, rights and labels, and how each is kept.

import { proof, type Row } from './row.ts'

export const firstRows: readonly Row[] = [
  { id: 'A01', part: 'first', kind: 'capability', what: 'Pictures are made from a description in words.', kept: proof('test/api/openai.test.ts: answers with the file in base64, its id and all that made it') },
  { id: 'A12', part: 'first', kind: 'promise', what: 'On one\'s own machine prompts, references and pictures stay there.', kept: proof('local-stays-local', 'test/faults/no-network.test.ts: does everything offline') },
  { id: 'A13', part: 'first', kind: 'promise', what: 'Who made the program hears nothing of its use.', kept: proof('test/faults/no-network.test.ts: does everything offline', 'test/browser/looking.test.ts: asks no other host for anything and leaves nothing in the browser') },
]

export const engineRows: readonly Row[] = [
  { id: 'A02', part: 'engines', kind: 'capability', what: 'Pictures are changed and derived from sent ones.', kept: proof('test/api/editing.test.ts: check 18: leaves every byte outside of the mask as it was', 'test/uploads/uploads.test.ts: ends as it must, every file') },
  { id: 'A06', part: 'engines', kind: 'capability', what: 'Words can be made better before drawing; both wordings are shown and screened.', kept: proof('test/api/enhance.test.ts: screens both wordings', 'test/api/enhance.test.ts: draws what was accepted, and keeps and shows both wordings') },
  { id: 'A07', part: 'engines', kind: 'capability', what: 'Several models stand behind one platform.', kept: proof('src/engines/router.test.ts: finds a model by name and by alias, and no other', 'test/api/relays.test.ts: other kinds are passed on where a server of that kind is named') },
  { id: 'A09', part: 'engines', kind: 'capability', what: 'Orders can be sent in batches, with an outcome for each.', kept: proof('test/api/batches.test.ts: goes on where it was after a break, and draws no line twice', 'test/api/batch-troubles.test.ts: with an empty balance fails line by line') },
  { id: 'A10', part: 'engines', kind: 'capability', what: 'Developers get answers in JSON by a published schema.', kept: proof('test/api/native.test.ts: and all else reach the typed client', 'src/http/routes.test.ts: stands in openapi.json, client/schema.ts') },
]

export const forgettingRows: readonly Row[] = [
  { id: 'B01', part: 'forgetting', kind: 'promise', what: 'Pictures can be opened by link for the days that are named.', kept: proof('shares-end', 'test/browser/lives.test.ts: hosted: a visitor shares a picture, goes away, and the link outlives them until its end') },
  { id: 'B02', part: 'forgetting', kind: 'promise', what: 'After that the links stop working.', kept: proof('images-expire', 'shares-end') },
  { id: 'B03', part: 'forgetting', kind: 'promise', what: 'After that pictures are deleted, backups included.', kept: proof('images-expire', 'test/forgetting/restore-drill.test.ts: erased pictures and words: 0 of n; living ones: all') },
  { id: 'B05', part: 'forgetting', kind: 'promise', what: 'Nothing that is made is kept for ever without being asked for.', kept: proof('test/register.test.ts: names every column there is, once, and no other', 'test/forgetting/belongings.test.ts: every kind has one line, and a way to go') },
  { id: 'B06', part: 'forgetting', kind: 'promise', what: 'The end of a session clears everything of it.', kept: proof('session-ends-clean', 'test/forgetting/leftovers.test.ts: canary words and pixels are nowhere') },
  { id: 'B07', part: 'forgetting', kind: 'promise', what: 'Pictures are kept for a time only.', kept: proof('images-expire') },
  { id: 'B08', part: 'forgetting', kind: 'promise', what: 'Logs are kept for the days that are named.', kept: proof('src/jobs/witness.test.ts: a file of the log goes when its days are over, and one that stayed is seen', 'prompts-stay-out-of-logs') },
  { id: 'B11', part: 'forgetting', kind: 'promise', what: 'What belongs to an account stays until its deletion is asked for.', kept: proof('test/accounts/standing.test.ts: refusing new terms leaves time to take one\'s things, then the account is closed', 'erased-is-erased') },
  { id: 'B12', part: 'forgetting', kind: 'promise', what: 'Nothing is kept longer than its purpose or the law asks.', kept: proof('test/register.test.ts: names every column there is, once, and no other') },
  { id: 'B14', part: 'forgetting', kind: 'promise', what: 'Records that the law demands outlive an account, then go.', kept: proof('holds-are-limited') },
  { id: 'B15', part: 'forgetting', kind: 'promise', what: 'When a service ends, everything of it is made unreadable.', kept: proof('test/forgetting/decommission.test.ts: every blob is unreadable after it, and the certificate can be checked') },
  { id: 'B16', part: 'forgetting', kind: 'promise', what: 'Backups give back nothing that was erased.', kept: proof('test/forgetting/backup.test.ts: made under load, restored elsewhere, opened with the vault of today', 'test/forgetting/restore-drill.test.ts: the weekly one erases something of its own and finds it shut') },
  { id: 'B17', part: 'forgetting', kind: 'promise', what: 'Deleted means that nobody can bring it back.', kept: proof('deleted-means-gone', 'test/forgetting/attack-table.test.ts: the table in docs/forgetting.md is what thieves reach') },
  { id: 'C01', part: 'forgetting', kind: 'capability', what: 'The service can be used without signing up.', kept: proof('test/browser/visitor.test.ts: makes without signing in, sees what is held, takes it along, ends, and nothing is left') },
  { id: 'C09', part: 'forgetting', kind: 'capability', what: 'What is known of a session stays in that session.', kept: proof('session-ends-clean') },
  { id: 'C13', part: 'forgetting', kind: 'promise', what: 'What is stored is encrypted.', kept: proof('test/faults/canary.test.ts: leaves no prompt and no picture readable at rest') },
]

export const rightsRows: readonly Row[] = [
  { id: 'C05', part: 'rights', kind: 'right', what: 'Everybody can clear their history.', kept: proof('test/api/rights.test.ts: clears the history and goes on', 'test/browser/visitor.test.ts: clears the history and goes on in the same session') },
  { id: 'C06', part: 'rights', kind: 'right', what: 'Everybody can begin, reset and end sessions.', kept: proof('test/api/access.test.ts: ends for good: orders stopped, pictures and their addresses gone, cookie cleared', 'test/browser/visitor.test.ts: starts anew with another session') },
  { id: 'C07', part: 'rights', kind: 'right', what: 'Everybody can see what is held and logged of them.', kept: proof('test/api/rights.test.ts: sees what is held, kind by kind', 'test/forgetting/belongings.test.ts: no table that names somebody is left out') },
  { id: 'C08', part: 'rights', kind: 'right', what: 'Everybody can choose what is shared.', kept: proof('choices-are-kept', 'devices-are-asked', 'visits-stay-unknown') },
  { id: 'D01', part: 'rights', kind: 'right', what: 'Everybody can have access to what is theirs.', kept: proof('copy-is-complete') },
  { id: 'D02', part: 'rights', kind: 'right', what: 'Everybody can take a copy along that programs can read.', kept: proof('copy-is-complete', 'test/api/import.test.ts: comes in whole: words, settings, pixels, in the order of their making') },
  { id: 'D03', part: 'rights', kind: 'right', what: 'Everybody can put right what is held of them.', kept: proof('test/api/rights.test.ts: adds a note to a generation that goes where the words go', 'test/browser/data.test.ts: puts something right, and brings a copy in that is marked as such') },
  { id: 'D04', part: 'rights', kind: 'right', what: 'Everybody can have everything erased, with a receipt.', kept: proof('erased-is-erased', 'src/commands/verify-receipt.test.ts: an untouched one is confirmed, whatever the order of its keys') },
  { id: 'D05', part: 'rights', kind: 'right', what: 'An account is closed without asking anybody.', kept: proof('erased-is-erased', 'test/browser/lives.test.ts: api: a developer is told of new terms by mail') },
  { id: 'D06', part: 'rights', kind: 'right', what: 'Consent can be taken back; what was done before stays right.', kept: proof('training-by-consent', 'devices-are-asked') },
  { id: 'D07', part: 'rights', kind: 'right', what: 'Everybody can object to optional uses; a browser\'s signal counts.', kept: proof('visits-stay-unknown', 'test/api/rights.test.ts: is honoured and told; of what this server does not do, nothing can be chosen') },
  { id: 'D08', part: 'rights', kind: 'promise', what: 'A deletion is refused only for a reason that is told.', kept: proof('test/api/rights.test.ts: is refused for a listed ground only, which is told') },
  { id: 'D13', part: 'rights', kind: 'promise', what: 'Closing an account may be looked at first, where the reason is published.', clash: 'D05', kept: proof('test/api/rights.test.ts: is a request with a due date, once, that the operator alone decides') },
]

export const labelRows: readonly Row[] = [
  { id: 'G02', part: 'labels', kind: 'promise', what: 'Pictures may be used privately and commercially.', kept: proof('test/labels/verify.test.ts: the archive holds the picture as it is, its licence, and not the prompt') },
  { id: 'H21', part: 'labels', kind: 'prohibition', what: 'Nobody may say that a person made what a machine made.', kept: proof('labelled-invisibly', 'test/labels/verify.test.ts: is known as made here in every way it can be got') },
  { id: 'H22', part: 'labels', kind: 'prohibition', what: 'Nobody may say that a machine, or another model, made what it did not.', kept: proof('test/labels/formats.test.ts: a signature taken from one picture and put on another is not believed') },
  { id: 'H23', part: 'labels', kind: 'prohibition', what: 'Nobody may take away or hide the marks.', kept: proof('labelled-visibly', 'labelled-invisibly') },
  { id: 'H40', part: 'labels', kind: 'prohibition', what: 'The model that was used is told truthfully.', kept: proof('labelled-by-signature', 'test/api/openai.test.ts: draws for other model names and says so') },
  { id: 'I01', part: 'labels', kind: 'promise', what: 'Pictures carry marks that a machine made them.', kept: proof('labelled-visibly', 'labelled-invisibly', 'labelled-in-metadata') },
  { id: 'I02', part: 'labels', kind: 'promise', what: 'A mark is left out only where that was agreed and written down.', kept: proof('labelled-visibly', 'test/labels/profiles.test.ts: china, records of permissions kept too briefly') },
  { id: 'I03', part: 'labels', kind: 'promise', what: 'A picture names the engine and version that made it.', kept: proof('labelled-by-signature') },
  { id: 'I04', part: 'labels', kind: 'capability', what: 'Filing numbers are shown where the law asks for them.', kept: proof('test/labels/verify.test.ts: who labels here is public, filing numbers included') },
]
