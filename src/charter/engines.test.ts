import { describe, expect, it } from 'vitest'
import { readCharter } from './load.ts'

const base = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } }
const withEngines = (engines: unknown[], more: object = {}) => readCharter({ ...base, engines, ...more })
const away = { id: 'zai', driver: 'zai', url: 'https://api.z.ai/api/paas/v4', place: { name: 'Z.ai', country: 'SG' }, terms: 'https://terms.example', retention: '30 days' }
const near = { id: 'gpu', driver: 'openai-compatible', url: 'http://127.0.0.1:30000/v1', models: ['z-image-turbo'] }

describe('engines in a charter', () => {
  it('are the painter when nothing is said, and a name is enough for it', () => {
    expect(readCharter(base).engines).toMatchObject([{ id: 'painter', driver: 'painter', on: true, modality: 'images' }])
    expect(withEngines(['painter', near]).engines).toMatchObject([{ id: 'painter' }, { id: 'gpu', models: [{ id: 'z-image-turbo' }] }])
  })

  it('let their hosts be reached when they are switched on, and only then', () => {
    expect(withEngines(['painter', near]).outbound.hosts).toEqual([])
    expect(withEngines(['painter', away], { outbound: { hosts: ['time.example'] } }).outbound.hosts).toEqual(['time.example', 'api.z.ai', '*.ufileos.com'])
    expect(withEngines(['painter', { ...away, on: false }]).outbound.hosts).toEqual([])
  })

  it.each([
    ['a place', { ...away, place: undefined }, 'does not say place'],
    ['terms', { ...away, terms: undefined }, 'does not say terms'],
    ['how long it keeps things', { ...away, retention: undefined }, 'does not say retention'],
    ['the truth about its place', { ...away, place: 'here' }, 'says place: here'],
    ['an address', { ...near, url: undefined }, 'needs an address'],
    ['models', { ...near, models: undefined }, 'which models'],
    ['a safe way for its key', { ...away, url: 'http://gpu.example/v1', key: { environment: 'KEY' } }, 'over plain http'],
    ['a program or an address', { id: 'sd', driver: 'stable-diffusion.cpp' }, 'either the path of its program'],
    ['a folder', { id: 'sd', driver: 'onnx' }, 'needs the folder of its model'],
    ['one model only', { id: 'sd', driver: 'onnx', folder: '/models/sd', models: ['a', 'b'] }, 'a folder holds one'],
    ['one of both', { id: 'sd', driver: 'stable-diffusion.cpp', program: '/opt/sd-server', url: near.url }, 'either the path of its program'],
  ])('are refused without %s', (_, entry, sentence) => {
    expect(() => withEngines(['painter', entry])).toThrow(sentence)
    expect(() => withEngines(['painter', { ...entry, on: false }])).not.toThrow()
  })

  it.each([
    [[near, near], {}, 'stands there twice'],
    [[{ ...near, on: false }], {}, 'none that draws is switched on'],
  ])('are refused when they cannot be what they are: %#', (engines, more, sentence) => {
    expect(() => withEngines(engines, more)).toThrow(sentence)
  })

  it('hold no key, whatever it looks like', () => {
    expect(() => withEngines(['painter', { ...away, key: 'sk-very-secret' }])).toThrow('key')
  })
})
