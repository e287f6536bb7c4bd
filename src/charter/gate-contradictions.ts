// Settings of age, regions and devices that cannot both be true.

import type { Contradiction } from './contradictions.ts'
import type { Charter } from './schema.ts'

type Settings = Omit<Charter, 'version'>

const listsOf = ({ regions }: Settings): boolean => regions.served.length + regions.refused.length > 0

const ofDevice = (device: keyof Settings['devices']): Contradiction => ({
  settings: [`devices.${device}.enabled`, `devices.${device}.words`],
  find: ({ devices }) =>
    devices[device].words && !devices[device].enabled
      ? `devices.${device}.words asks people for something that devices.${device}.enabled (false) never does. Take the words out, or switch it on.`
      : undefined,
})

export const gateContradictions: readonly Contradiction[] = [
  {
    settings: ['age.least', 'age.guardian'],
    find: ({ age }) =>
      age.least > age.guardian
        ? `age.least (${age.least}) is above age.guardian (${age.guardian}): nobody could ever come with a guardian. Lower the one, or set both alike where nobody needs a guardian.`
        : undefined,
  },
  {
    settings: ['age.guardian', 'age.advised'],
    find: ({ age }) => (age.guardian > age.advised ? `age.guardian (${age.guardian}) is above age.advised (${age.advised}): whoever needs a guardian is advised to read with one too. Raise advised.` : undefined),
  },
  {
    settings: ['age.ask', 'access.who'],
    find: ({ age, access }) => (age.ask && access.who === 'owner' ? 'age.ask is true, but access.who is "owner": there is nobody to ask. Set access.who to sessions or accounts, or age.ask: false.' : undefined),
  },
  {
    settings: ['age.guardian', 'messages'],
    find: ({ age, messages }) =>
      age.ask && age.guardian > age.least && messages.mail.adapter === 'none' && messages.sms.adapter === 'none'
        ? 'age.guardian asks for the consent of guardians, but neither messages.mail nor messages.sms can reach one. Set an adapter, or set age.guardian to age.least.'
        : undefined,
  },
  {
    settings: ['age.childImageDays', 'retention.imageDays'],
    find: ({ age, retention }) =>
      age.ask && age.guardian > age.least && typeof retention.imageDays === 'number' && age.childImageDays > retention.imageDays
        ? `age.childImageDays (${age.childImageDays}) is longer than retention.imageDays (${retention.imageDays}): pictures of children are kept more strictly, never longer. Shorten it.`
        : undefined,
  },
  {
    settings: ['regions.source', 'regions.refused'],
    find: (charter) =>
      charter.regions.source === 'none' && listsOf(charter)
        ? 'regions.served or regions.refused lists regions, but regions.source is "none": nothing finds where a request comes from. Set header or file, or take the lists out.'
        : charter.regions.source !== 'none' && !listsOf(charter)
          ? `regions.source is "${charter.regions.source}", but regions.served and regions.refused are both empty: there is nothing to keep. List regions, or set regions.source: none.`
          : undefined,
  },
  {
    settings: ['regions.source', 'regions.header'],
    find: ({ regions }) =>
      (regions.source === 'header') !== (regions.header !== undefined)
        ? `regions.source is "${regions.source}", and regions.header ${regions.header === undefined ? 'is missing: name the header that your proxy sets' : 'names a header that nothing would read: take it out'}.`
        : undefined,
  },
  {
    settings: ['regions.source', 'regions.networksFile'],
    find: ({ regions }) =>
      (regions.source === 'file') !== (regions.networksFile !== undefined)
        ? `regions.source is "${regions.source}", and regions.networksFile ${regions.networksFile === undefined ? 'is missing: give the path of the file' : 'names a file that nothing would read: take it out'}.`
        : undefined,
  },
  {
    settings: ['regions.refused', 'regions.listDate'],
    find: (charter) =>
      listsOf(charter) && charter.regions.listDate === undefined
        ? 'regions.refused or regions.served lists regions, but regions.listDate does not say as of when. The date is published with the list: set it.'
        : undefined,
  },
  {
    settings: ['regions.served', 'regions.refused'],
    find: ({ regions }) => {
      const both = regions.served.filter((code) => regions.refused.includes(code))
      return both.length > 0 ? `regions.served and regions.refused both name ${both.join(', ')}. Decide for one of them.` : undefined
    },
  },
  {
    settings: ['regions.source', 'access.who'],
    find: ({ regions, access }) =>
      regions.source !== 'none' && access.who === 'owner' ? `regions.source is "${regions.source}", but access.who is "owner": nobody comes in over an edge. Set regions.source: none.` : undefined,
  },
  {
    settings: ['devices.microphone.enabled', 'engines'],
    find: ({ devices, engines }) =>
      devices.microphone.enabled && !engines.some(({ on, modality }) => on && modality === 'transcription')
        ? 'devices.microphone.enabled is true, but none of the engines turns speech into words, so nothing here would use it. Add one with modality: transcription, or switch the microphone off.'
        : undefined,
  },
  ofDevice('camera'),
  ofDevice('microphone'),
  ofDevice('screen'),
]
