// The catalogue: what services of this kind publish, row by row, for the parts that are built; docs/promises.md is made from it.

import { charterRows } from './charter-rows.ts'
import { engineRows, firstRows, forgettingRows, labelRows, rightsRows } from './making-rows.ts'
import { comingRows, identityRows, studioRows } from './people-rows.ts'
import type { Part, Row } from './row.ts'

export const catalogue: readonly Row[] = [...firstRows, ...engineRows, ...forgettingRows, ...rightsRows, ...charterRows, ...labelRows, ...identityRows, ...studioRows, ...comingRows]

/** Parts that are built, in the order of the document; rows of other parts stand in the catalogue for their clashes only. */
export const builtParts: readonly Part[] = ['first', 'engines', 'forgetting', 'rights', 'charter', 'charter (text)', 'labels', 'identity', 'studio']
