// Which regions are served, with the dates of the lists, and where the one who asks was found to be.

import { hasRegions, regionInOrder, verdictOn } from '../../core/regions.ts'
import { json, type Ask } from '../ask.ts'
import type { RegionsBody } from '../schemas/gates.ts'

export async function readRegions(ask: Ask): Promise<Response> {
  const { parts } = ask
  const { charter } = parts
  const found = await ask.findRegion()
  const networks = await parts.regions?.facts().catch(() => undefined)
  const denied = await parts.deniedParties?.facts().catch(() => undefined)
  const { served, refused, listDate } = charter.regions
  const body: RegionsBody = {
    object: 'regions',
    asked: hasRegions(charter),
    yours: found?.code ?? null,
    verdict: verdictOn(charter, regionInOrder(found)),
    served,
    refused,
    list_date: listDate ?? null,
    networks: networks ? { date: networks.writtenAt, count: networks.networks } : null,
    denied_parties: denied ? { date: denied.writtenAt.toISOString().slice(0, 10), entries: denied.entries } : null,
  }
  return json(body)
}
