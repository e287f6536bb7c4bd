// Tells a key meant for the page from one that an input method is still using.

export interface Key {
  key: string
  isComposing: boolean
  keyCode: number
  metaKey: boolean
  ctrlKey: boolean
}

/** Safari ends the composition before it sends the Enter that ended it, so a moment after counts as composing too. */
export const afterComposition = 100

export function isComposing(key: Key, now: number, composition: { active: boolean; endedAt: number }): boolean {
  if (key.isComposing || key.keyCode === 229 || composition.active) return true
  return key.key === 'Enter' && !key.metaKey && !key.ctrlKey && now - composition.endedAt < afterComposition
}

export function isCreateKey(key: Key): boolean {
  return key.key === 'Enter' && (key.metaKey || key.ctrlKey)
}
