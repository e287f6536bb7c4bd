// The sentences of the pages of terms and policies in English; the Chinese twin has the same keys.

export const policies = {
  title: 'Terms and policies',
  intro: 'Made from the settings that this server runs by: every number here is the one that is enforced.',
  all: 'All documents',
  markdown: 'As Markdown',
  versions: 'Versions',
  since: 'In force since {{time}}',
  upcoming: 'What changes on {{time}}',
  announced: 'Announced {{time}}. Until then the present terms count.',
  legal: 'Legal clause',
  evidence: 'How this is kept',
  failed: 'The texts could not be read.',
  kinds: {
    retention: 'How long things are kept',
    purposes: 'What data is used for',
    recipients: 'Who gets data',
    rights: 'Rights',
    controller: 'Who answers for this server',
    contacts: 'Contacts',
    prices: 'Prices',
    labels: 'Labels',
    limits: 'Limits',
    running: 'How it runs',
    wording: 'Wording',
  },
}

export const demo = {
  title: 'Before your first prompt',
  intro: 'This is somebody’s own machine, opened for you to try. It collects:',
  collects: { prompts: 'prompts and settings', pictures: 'pictures that are made or sent', session: 'your session, known by a cookie', logs: 'logs of codes and times, without words or names', statistics: 'counts of visits without a name' },
  days_one: 'Pictures and prompts are gone after {{count}} day.',
  days_other: 'Pictures and prompts are gone after {{count}} days.',
  session: 'Pictures and prompts go when your session ends.',
  agree: 'I agree',
  more: 'The whole privacy policy',
}
