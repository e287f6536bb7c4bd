// The sentences in English about one's own earlier words and about a second look, loaded where one of them is used; the Chinese twin has the same keys.

export const own = {
  title: 'From your own words',
  fill: 'Use: {{words}}',
} as const

export const second = {
  ask: 'Ask for a second look',
  title: 'A second look',
  intro: 'The operator gets these words, sealed, with the number of the order and who refused it, and answers by the date you are told. Nothing else of yours is opened.',
  send: 'Send',
  sent: 'Noted. Number {{id}}, answered by {{date}}.',
  failed: 'It was not sent. Try again.',
} as const
