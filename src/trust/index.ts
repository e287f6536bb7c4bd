// The rules, in the order they are asked.

import type { TrustRule } from '../core/rules.ts'
import { copyIsComplete } from './copy-is-complete.ts'
import { deletedMeansGone } from './deleted-means-gone.ts'
import { elsewhereByConsent } from './elsewhere-by-consent.ts'
import { erasedIsErased } from './erased-is-erased.ts'
import { galleryIsAskedFirst } from './gallery-is-asked-first.ts'
import { holdsAreLimited } from './holds-are-limited.ts'
import { imagesExpire } from './images-expire.ts'
import { importsSaySo } from './imports-say-so.ts'
import { labelledBySignature } from './labelled-by-signature.ts'
import { labelledInMetadata } from './labelled-in-metadata.ts'
import { labelledInvisibly } from './labelled-invisibly.ts'
import { labelledVisibly } from './labelled-visibly.ts'
import { localStaysLocal } from './local-stays-local.ts'
import { promptsStayOutOfLogs } from './prompts-stay-out-of-logs.ts'
import { sessionEndsClean } from './session-ends-clean.ts'
import { sharesEnd } from './shares-end.ts'
import { termsWait } from './terms-wait.ts'

export const rules: readonly TrustRule[] = [imagesExpire, deletedMeansGone, sessionEndsClean, erasedIsErased, sharesEnd, copyIsComplete, importsSaySo, holdsAreLimited, galleryIsAskedFirst, promptsStayOutOfLogs, localStaysLocal, elsewhereByConsent, labelledVisibly, labelledInvisibly, labelledInMetadata, labelledBySignature, termsWait]
