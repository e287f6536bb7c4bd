// Contradictions of age, regions and devices: each refused with a sentence that names both settings, beside a neighbour that loads.

import { describe } from 'vitest'
import { contradictionContract, type ContradictionCases } from './contradictions.contract.ts'
import { gateContradictions } from './gate-contradictions.ts'

const plain = { name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 }, messages: { mail: { adapter: 'development' } } }
const words = { en: 'Only for portraits.', zh: '仅用于肖像照。' }
const listed = { source: 'header', header: 'x-region', refused: ['KP'], listDate: '2026-11-01' }
const listening = { id: 'ear', driver: 'openai-compatible', modality: 'transcription', url: 'http://127.0.0.1:1/v1', place: 'here', models: ['ear-1'] }

const cases: ContradictionCases = {
  'age.least + age.guardian': [{ refused: { ...plain, age: { least: 14, guardian: 13 } }, loads: { ...plain, age: { least: 14, guardian: 14 } } }],
  'age.guardian + age.advised': [{ refused: { ...plain, age: { guardian: 19, advised: 18 } }, loads: { ...plain, age: { guardian: 18, advised: 18 } } }],
  'age.ask + access.who': [{ refused: { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, age: { ask: true } }, loads: { ...plain, age: { ask: true } } }],
  'age.guardian + messages': [{ refused: { ...plain, messages: {}, age: { ask: true, guardian: 14 } }, loads: { ...plain, age: { ask: true, guardian: 14 } } }],
  'age.childImageDays + retention.imageDays': [
    { refused: { ...plain, retention: { imageDays: 6 }, sharing: { enabled: false }, age: { ask: true, guardian: 14 } }, loads: { ...plain, retention: { imageDays: 7 }, sharing: { enabled: false }, age: { ask: true, guardian: 14 } } },
  ],
  'regions.source + regions.refused': [
    { refused: { ...plain, regions: { refused: ['KP'], listDate: '2026-11-01' } }, loads: { ...plain, regions: listed } },
    { refused: { ...plain, regions: { ...listed, refused: [] } }, loads: { ...plain, regions: { ...listed, refused: [], served: ['DE'] } } },
  ],
  'regions.source + regions.header': [
    { refused: { ...plain, regions: { ...listed, header: undefined } }, loads: { ...plain, regions: listed } },
    { refused: { ...plain, regions: { header: 'x-region' } }, loads: { ...plain, regions: {} } },
  ],
  'regions.source + regions.networksFile': [
    { refused: { ...plain, regions: { ...listed, header: undefined, source: 'file' } }, loads: { ...plain, regions: { ...listed, header: undefined, source: 'file', networksFile: '/srv/networks.txt' } } },
    { refused: { ...plain, regions: { ...listed, networksFile: '/srv/networks.txt' } }, loads: { ...plain, regions: listed } },
  ],
  'regions.refused + regions.listDate': [{ refused: { ...plain, regions: { ...listed, listDate: undefined } }, loads: { ...plain, regions: listed } }],
  'regions.served + regions.refused': [{ refused: { ...plain, regions: { ...listed, served: ['DE', 'KP'] } }, loads: { ...plain, regions: { ...listed, served: ['DE'] } } }],
  'regions.source + access.who': [{ refused: { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, regions: listed }, loads: { ...plain, regions: listed } }],
  'devices.microphone.enabled + engines': [
    { refused: { ...plain, devices: { microphone: { enabled: true } } }, loads: { ...plain, devices: { microphone: { enabled: true } }, engines: ['painter', listening] } },
  ],
  'devices.camera.enabled + devices.camera.words': [{ refused: { ...plain, devices: { camera: { words } } }, loads: { ...plain, devices: { camera: { enabled: true, words } } } }],
  'devices.microphone.enabled + devices.microphone.words': [
    { refused: { ...plain, devices: { microphone: { words } } }, loads: { ...plain, devices: { microphone: { enabled: true, words } }, engines: ['painter', listening] } },
  ],
  'devices.screen.enabled + devices.screen.words': [{ refused: { ...plain, devices: { screen: { words } } }, loads: { ...plain, devices: { screen: { enabled: true, words } } } }],
}

describe('contradictions of the gates', () => contradictionContract(gateContradictions, cases))
