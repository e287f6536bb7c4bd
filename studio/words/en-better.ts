// The sentences about better words for a prompt in English, loaded where the server suggests any; the Chinese twin has the same keys.

export const better = {
  ask: 'Suggest better words',
  asking: 'Asking for better words',
  agree: 'Agree and suggest',
  goesTo: 'Your words go to {{name}} ({{country}}), who keep them: {{keeps}}.',
  goesToTerms: 'Their terms',
  title: 'Your words and a suggestion',
  own: 'Your words',
  suggested: 'Suggestion',
  take: 'Use the suggestion',
  keep: 'Keep my words',
  taken: 'This is drawn instead of your words. Both are kept with the picture.',
  back: 'Back to my words',
  same: 'The suggestion is what you wrote already.',
  ready: 'A suggestion is there. Nothing was started.',
  failed: 'No suggestion came. Try again.',
} as const
