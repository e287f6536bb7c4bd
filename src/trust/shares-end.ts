// A share link opens nothing any more after its end, and nothing from the moment it is taken back.

import type { TrustRule } from '../core/rules.ts'

export const sharesEnd: TrustRule = {
  id: 'shares-end',
  statements: [
    'A share link works for {shareDays} days at most and never longer than its picture; you can take it back at any time, and from that moment on neither the picture nor its thumbnail is served by it to anybody.',
  ],
  appliesTo: (charter) => charter.sharing.enabled,
  takeBack: (parts, link) => parts.store.links.emptyAccess(link),
  mayServe: (_image, reader, now) => reader.kind !== 'link' || (reader.revokedAt === undefined && now < reader.expiresAt),
}
