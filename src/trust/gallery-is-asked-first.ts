// Only what somebody published is in the gallery, until its end or until they take it out.

import { removePublications } from '../core/gallery.ts'
import type { TrustRule } from '../core/rules.ts'

const most = 200
const patience = 3_600_000

export const galleryIsAskedFirst: TrustRule = {
  id: 'gallery-is-asked-first',
  statements: [
    'A picture comes into the public gallery only when its owner publishes it, by an act of its own for each picture, and without its words; it stays {galleryDays} days at most and never longer than the picture itself.',
    'You can take a published picture out at any time: from that moment on neither it nor its thumbnail is served from the gallery to anybody, and within an hour its key is destroyed.',
  ],
  appliesTo: (charter) => charter.sharing.gallery,
  mayServe: (_image, reader, now) => reader.kind !== 'gallery' || (reader.withdrawnAt === undefined && now < reader.deadline),
  async sweep(parts, now) {
    const removed = await removePublications(parts, await parts.store.publications.due(now, most))
    return { removed, left: removed === most ? 1 : 0 }
  },
  async probe(parts, now) {
    const before = new Date(now.getTime() - patience)
    const due = await parts.store.publications.due(now, most)
    const missed = due.filter(({ deadline, withdrawnAt }) => (withdrawnAt ?? deadline) <= before)
    return { holds: missed.length === 0, numbers: { publicationsDue: due.length, publicationsMissed: missed.length } }
  },
}
