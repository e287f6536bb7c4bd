// Label settings that cannot both be true, and words that a mark cannot hold.

import { labelsInForce, profiles } from '../core/profiles.ts'
import { missingCharacters, widthOf } from '../labels/glyphs.ts'
import type { Contradiction } from './contradictions.ts'

/** With this room left at the sides the mark fits on a square picture. */
const widestShare = 0.92

export const labelContradictions: readonly Contradiction[] = [
  {
    settings: ['labels.profiles', 'labels.visible.shown'],
    find: ({ labels }) => {
      const region = labels.profiles.find((one) => profiles[one].visible)
      return region && !labels.visible.shown
        ? `labels.profiles holds "${region}", whose rules ask for a visible mark, but labels.visible.shown is false. Remove the one or the other.`
        : undefined
    },
  },
  {
    settings: ['labels.profiles', 'labels.invisible'],
    find: ({ labels }) => {
      const region = labels.profiles.find((one) => profiles[one].invisible)
      return region && !labels.invisible
        ? `labels.profiles holds "${region}", whose rules ask for an invisible mark, but labels.invisible is false. Remove the one or the other.`
        : undefined
    },
  },
  {
    settings: ['labels.profiles', 'labels.visible.text'],
    find: (charter) => {
      const { text } = labelsInForce(charter)
      const unmet = charter.labels.profiles.flatMap((region) => profiles[region].words).find((words) => !words.some((word) => text.includes(word)))
      return unmet ? `labels.profiles asks for a mark that holds ${unmet.join(' or ')}, but labels.visible.text is "${text}". Change the text.` : undefined
    },
  },
  {
    settings: ['labels.visible.text', 'docs/labels.md'],
    find: (charter) => {
      const missing = missingCharacters(labelsInForce(charter).text)
      return missing.length > 0
        ? `labels.visible.text holds characters that cannot be drawn: ${missing.join(' ')}. Use the ones listed in docs/labels.md.`
        : undefined
    },
  },
  {
    settings: ['labels.visible.text', 'labels.visible.share'],
    find: (charter) => {
      const { text, share } = labelsInForce(charter)
      const width = ((widthOf(text) + 1) * share) / 0.733
      return width > widestShare
        ? `labels.visible.text is too wide for labels.visible.share ${share}: it would take ${Math.round(width * 100)} % of a square picture. Shorten the text or lower the share.`
        : undefined
    },
  },
  {
    settings: ['labels.withoutMark', 'retention.logDays'],
    find: ({ labels, retention }) => {
      const days = Math.max(0, ...labels.profiles.map((region) => profiles[region].permissionDays))
      return labels.withoutMark.length > 0 && retention.logDays < days
        ? `labels.withoutMark gives pictures without a visible mark; the profile asks for ${days} days of records, but retention.logDays is ${retention.logDays}. Lengthen it.`
        : undefined
    },
  },
  {
    settings: ['labels.withoutMark', 'labels.withoutMark.until'],
    find: ({ labels }) => {
      const backwards = labels.withoutMark.find((one) => one.until < one.agreedOn)
      return backwards ? `labels.withoutMark ends (${backwards.until}) before it was agreed (${backwards.agreedOn}). Correct the days.` : undefined
    },
  },
  {
    settings: ['labels.timestampAuthority', 'outbound.hosts'],
    find: ({ labels, outbound }) => {
      const host = labels.timestampAuthority && new URL(labels.timestampAuthority).hostname
      const here = host && ['127.0.0.1', 'localhost', '[::1]'].includes(host)
      return host && !here && !outbound.hosts.includes(host)
        ? `labels.timestampAuthority is at ${host}, but outbound.hosts does not let the program connect to it. Add the host or remove the authority.`
        : undefined
    },
  },
]
