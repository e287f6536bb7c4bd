// What the labelling rules of regions ask of a charter: several regions together give the strictest of each.

import type { Charter } from '../charter/schema.ts'

export type Region = Charter['labels']['profiles'][number]

export interface Profile {
  /** Every picture must carry the visible mark. */
  visible: boolean
  invisible: boolean
  /** Least height of its letters, as a part of the shorter side. */
  share: number
  /** Each list: one of its words must be in the mark. */
  words: ReadonlyArray<readonly string[]>
  /** The mark's words when the charter gives none. */
  text?: string
  /** Days that the record of pictures without a mark must be kept. */
  permissionDays: number
}

const nothingAsked: Profile = { visible: false, invisible: false, share: 0, words: [], permissionDays: 0 }

export const profiles: Record<Region, Profile> = {
  // AI Act Art. 50(2) and (4), Code of Practice of June 2026: two layers that machines read, and a visible label.
  eu: { ...nothingAsked, visible: true, invisible: true },
  // GB 45438-2025: an AI word and a making word, letters of 5 % of the shorter side; logs of unmarked copies for six months.
  china: { visible: true, invisible: false, share: 0.05, words: [['AI', '人工智能'], ['生成', '合成']], text: 'AI生成', permissionDays: 183 },
  // SB 942: who, what, which version, when and a number of its own, in every file; a visible disclosure is the user's choice.
  california: nothingAsked,
  // IT Rules as amended in February 2026: a prominent label and a lasting number.
  india: { ...nothingAsked, visible: true },
}

export interface LabelsInForce {
  visible: boolean
  invisible: boolean
  text: string
  corner: Charter['labels']['visible']['corner']
  share: number
}

type Settings = Pick<Charter, 'labels'>

const chosen = ({ labels }: Settings): Profile[] => labels.profiles.map((region) => profiles[region])

/** The charter's own settings, raised to what its regions ask. */
export function labelsInForce(charter: Settings): LabelsInForce {
  const { visible, invisible } = charter.labels
  const asked = chosen(charter)
  return {
    visible: visible.shown || asked.some((profile) => profile.visible),
    invisible: invisible || asked.some((profile) => profile.invisible),
    text: visible.text ?? asked.find((profile) => profile.text)?.text ?? 'AI-generated',
    corner: visible.corner,
    share: Math.max(visible.share, ...asked.map((profile) => profile.share)),
  }
}

/** The permission by which this owner gets pictures without the visible mark at this time. */
export function permissionFor(charter: Settings, owner: string, now: Date): Charter['labels']['withoutMark'][number] | undefined {
  const today = now.toISOString().slice(0, 10)
  return charter.labels.withoutMark.find((one) => one.who === owner && one.agreedOn <= today && today <= one.until)
}

/** Days for which the record of a permission is kept after its end. */
export const daysOfRecord = (charter: Pick<Charter, 'labels' | 'retention'>): number => Math.max(charter.retention.logDays, ...chosen(charter).map(({ permissionDays }) => permissionDays))
