// The sentences on incidents and maintenance in English, loaded where there is something to tell; the Chinese twin has the same keys.

export const incidents = {
  title: 'Incidents and maintenance',
  none: 'None so far.',
  noneSince: 'None recorded since {{date}}.',
  kinds: { incident: 'Incident', maintenance: 'Maintenance' },
  states: { looking: 'looking for the cause', known: 'cause found', watching: 'mended, being watched', over: 'over', planned: 'planned', 'going-on': 'going on' },
  personal: 'Data of people was or may be touched',
  from: 'since {{time}}',
  window: '{{from}} to {{to}}',
  ended: 'over since {{time}}',
  banner: { incident: 'Something is wrong here: {{title}}', maintenance: 'Maintenance, {{window}}: {{title}}' },
  more: 'Read more',
} as const

export const hosts = {
  title: 'Where this server connects to',
  none: 'Nowhere: its settings name no host beyond this machine.',
  intro: 'Its settings name these hosts; nothing else is let out.',
  counted: 'In the last {{days}} days its processes opened {{opened}} connections beyond this machine; {{refused}} were refused.',
  undeclared_one: '{{count}} of them went to a host that was not named.',
  undeclared_other: '{{count}} of them went to a host that was not named.',
  purposes: { engine: 'drawing', relay: 'passing requests on', mail: 'mail', sms: 'text messages', 'sign-in': 'signing in', 'leaked-passwords': 'leaked passwords', 'time-stamp': 'time stamps', webhook: 'webhooks', 'picture-by-address': 'pictures by address', 'not-used': 'not used' },
  consents: { each: 'everybody agrees once', terms: 'named in the terms', choice: 'by what somebody chooses', service: 'needed to run', none: 'nothing uses it' },
} as const
