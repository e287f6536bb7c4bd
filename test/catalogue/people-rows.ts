// Rows of the catalogue on people and pages, and the flagged ones of parts to come, and how each is kept.

import { notYet, proof, type Row } from './row.ts'

export const identityRows: readonly Row[] = [
  { id: 'D15', part: 'identity', kind: 'promise', what: 'Who one is is asked again before something that cannot be undone.', kept: proof('test/people/passkeys.test.ts: a passkey proves again who one is, and is removed by its owner alone') },
  { id: 'D16', part: 'identity', kind: 'capability', what: 'An account\'s holder is verified before keys are made.', kept: proof('papers-go-with-the-verdict', 'test/accounts/standing.test.ts: a provider\'s verdict counts once, when it is signed and fresh') },
  { id: 'D17', part: 'identity', kind: 'capability', what: 'Companies are verified too.', kept: proof('papers-go-with-the-verdict') },
  { id: 'D18', part: 'identity', kind: 'capability', what: 'Students and universities are verified too.', kept: proof('papers-go-with-the-verdict') },
  { id: 'D19', part: 'identity', kind: 'capability', what: 'People can sign in by other sites.', kept: proof('test/people/providers.test.ts: opens an account with its confirmed address, and the same one the next time', 'test/people/providers.test.ts: is linked and unlinked by who is signed in') },
  { id: 'D20', part: 'identity', kind: 'capability', what: 'People can sign in by a code to their phone.', kept: proof('test/people/sign-in.test.ts: by text message too, with the number in either form', 'test/people/guessing.test.ts: for codes sent to one contact, from wherever') },
  { id: 'H38', part: 'identity', kind: 'prohibition', what: 'API customers answer for their own users and name them by an id.', kept: notYet('End users can be named with an order, and listed and stopped; that a customer reviews and watches its own users stands in the API terms only.') },
  { id: 'H41', part: 'identity', kind: 'prohibition', what: 'Nothing goes to places and people that are shut out by law.', kept: proof('regions-are-kept', 'test/accounts/standing.test.ts: denied parties: a list that can be replaced while the program runs') },
  { id: 'K01', part: 'identity', kind: 'capability', what: 'Developers make keys, shown once and kept as hashes.', kept: proof('test/accounts/keys.test.ts: a key is told once, kept as a hash, and known by its beginning and checksum') },
  { id: 'K02', part: 'identity', kind: 'prohibition', what: 'Keys are guarded and stay out of web pages.', kept: proof('test/accounts/keys.test.ts: whoever finds a key can stop it, and its owner is told', 'test/accounts/keys.test.ts: a key does what its scopes say, from where it may, until its end') },
  { id: 'K04', part: 'identity', kind: 'promise', what: 'Access is limited or ended by steps, each with its reason.', kept: proof('test/accounts/standing.test.ts: each standing is told with reason and appeal, written down, and holds at once') },
  { id: 'K05', part: 'identity', kind: 'promise', what: 'Whoever loses access is told.', clash: 'being ended with or without a word', kept: proof('test/accounts/standing.test.ts: each standing is told with reason and appeal, written down, and holds at once') },
  { id: 'K06', part: 'identity', kind: 'promise', what: 'Somebody who was banned cannot come back at once.', kept: proof('test/accounts/standing.test.ts: an ended person loses their keys at once, keeps the copy for a while, and cannot register again before the ban') },
  { id: 'K07', part: 'identity', kind: 'promise', what: 'A contact that cannot be reached has business days to be mended.', kept: proof('test/accounts/standing.test.ts: a contact that stays dead: three business days, then suspended') },
  { id: 'K08', part: 'identity', kind: 'promise', what: 'False facts at registration end an account.', kept: proof('test/accounts/standing.test.ts: false facts at registration end an account, which is told why') },
  { id: 'K09', part: 'identity', kind: 'right', what: 'Who refuses new terms can take their things and leave.', kept: proof('test/accounts/standing.test.ts: refusing new terms leaves time to take one\'s things, then the account is closed') },
  { id: 'K10', part: 'identity', kind: 'right', what: 'An account can be ended by its holder.', kept: proof('erased-is-erased') },
  { id: 'K11', part: 'identity', kind: 'promise', what: 'At the end rights stop, and what is owed stays.', kept: proof('test/accounts/standing.test.ts: an ended person loses their keys at once') },
  { id: 'K12', part: 'identity', kind: 'prohibition', what: 'Passwords are strong, and a breach is reported.', kept: proof('test/people/sign-in.test.ts: is chosen anew by a code, which ends every sign-in', 'test/accounts/keys.test.ts: whoever finds a key can stop it, and its owner is told') },
  { id: 'K13', part: 'identity', kind: 'promise', what: 'Registrations can be reviewed and asked about.', kept: proof('operators-break-glass', 'test/api/matrix.test.ts: operators see no name and no contact without breaking the glass') },
  { id: 'K15', part: 'identity', kind: 'capability', what: 'People and organisations have roles, and ownership can change hands.', kept: proof('test/accounts/standing.test.ts: ownership changes by both sides\' word, and an account is never without an owner') },
  { id: 'K16', part: 'identity', kind: 'capability', what: 'An account is closed by a flow of its own.', kept: proof('test/browser/lives.test.ts: api: a developer is told of new terms by mail') },
  { id: 'N08', part: 'identity', kind: 'promise', what: 'Countries and people under sanctions are shut out.', kept: proof('regions-are-kept', 'test/accounts/standing.test.ts: denied parties: a list that can be replaced while the program runs') },
]

export const studioRows: readonly Row[] = [
  { id: 'A03', part: 'studio', kind: 'capability', what: 'Style and settings are remembered within a session.', kept: proof('test/browser/making.test.ts: check 4: brings words, style, shape and number back after a reload', 'test/api/library.test.ts: keeps preferences sealed, changes what is said and leaves the rest') },
  { id: 'A04', part: 'studio', kind: 'capability', what: 'The pages speak several languages.', kept: proof('test/browser/looking.test.ts: check 27: changes language in every place') },
  { id: 'A05', part: 'studio', kind: 'capability', what: 'The pages can be made one\'s own.', kept: proof('test/browser/looking.test.ts: follows the system\'s theme and the one that is chosen') },
  { id: 'A08', part: 'studio', kind: 'capability', what: 'Models can be tried with words, pictures and what a device gives.', kept: proof('devices-are-asked', 'test/uploads/uploads.test.ts: ends as it must, every file', 'test/browser/developers.test.ts: offer what a model declares, show the call as code, and run that very call') },
  { id: 'B04', part: 'studio', kind: 'capability', what: 'People are told until when to take their pictures along.', kept: proof('test/api/library.test.ts: packs pictures under their words and seeds', 'test/browser/library.test.ts: packs what is selected into one archive') },
  { id: 'C17', part: 'studio', kind: 'right', what: 'Camera, microphone and screen are asked for one by one, and taken back.', kept: proof('devices-are-asked', 'test/browser/gates.test.ts: says where it is not offered, and shows and takes back what was said about a device') },
  { id: 'D14', part: 'studio', kind: 'promise', what: 'Consent is a press of a button; nothing is ticked before.', kept: proof('terms-wait', 'elsewhere-by-consent') },
  { id: 'J13', part: 'studio', kind: 'capability', what: 'People can tell what they think inside the product.', kept: proof('test/api/rights.test.ts: asks the operator in sealed words, which die with the answer') },
  { id: 'M07', part: 'studio', kind: 'promise', what: 'The policy is there to be read before use.', kept: proof('test/browser/terms.test.ts: a visitor reads the terms, is told when they change, and goes on only after accepting') },
  { id: 'P13', part: 'studio', kind: 'capability', what: 'Help, docs and release notes are in the product.', kept: notYet('The manuals lie in docs/; pages of help and release notes inside of the studio are being built.') },
]

export const comingRows: readonly Row[] = [
  { id: 'A19', part: 'withstand', kind: 'promise', what: 'Quality is kept even.', clash: 'being offered as it is', kept: notYet('Belongs to the part that makes the service withstand load.') },
  { id: 'J06', part: 'desk', kind: 'promise', what: 'Notices are handled in the languages that are named.', clash: 'what the EU asks of notices', kept: notYet('Belongs to the desk.') },
  { id: 'J12', part: 'desk', kind: 'promise', what: 'Harmful content can be taken away without a word before.', clash: 'the statement of reasons that the EU asks for', kept: notYet('Belongs to the desk.') },
  { id: 'P01', part: 'withstand', kind: 'promise', what: 'The service is there 99.9 % of the time.', clash: 'excluding interruptions', kept: notYet('Belongs to the part that makes the service withstand load.') },
  { id: 'P05', part: 'support', kind: 'promise', what: 'Questions are answered at all hours.', clash: 'hours of support', kept: notYet('Belongs to support.') },
]
