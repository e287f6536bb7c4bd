// Who asks from a region that is not served is refused at the edge, and an order again at the job.

import { Refused } from '../core/errors.ts'
import { hasRegions, regionInOrder, verdictOn } from '../core/regions.ts'
import type { TrustRule } from '../core/rules.ts'
import type { Charter } from '../charter/schema.ts'

const id = 'regions-are-kept'

export const regionsAreKept: TrustRule = {
  id,
  statements: [
    'Nothing is made, and no account or key is opened, from a region that this service does not serve: the request is refused where it comes in, and an order once more before it is drawn. The list of regions is of {regionListDate}.',
  ],
  appliesTo: hasRegions,
  checkAct: async ({ caller, region }, { charter }) => check(charter, regionInOrder(caller ? caller.region : region)),
  checkEngine: async (order, _facts, charter) => check(charter, order.region ?? 'here'),
  /** Whether regions can be told at this moment, and how old the lists are. */
  async probe({ charter, regions }, now) {
    const facts = await regions?.facts()
    const days = (date: string | undefined): number => (date === undefined ? 0 : Math.floor((now.getTime() - Date.parse(date)) / 86_400_000))
    const { source, served, refused, listDate } = charter.regions
    return {
      holds: regions !== undefined && (source !== 'file' || (facts?.networks ?? 0) > 0),
      numbers: { regionsServed: served.length, regionsRefused: refused.length, listDays: days(listDate), networks: facts?.networks ?? 0, networkDays: days(facts?.writtenAt) },
    }
  },
}

function check(charter: Charter, region: string): void {
  const verdict = verdictOn(charter, region)
  if (verdict === 'refused') throw new Refused(id, 'region_refused')
  if (verdict === 'unknown') throw new Refused(id, 'region_unknown')
}
