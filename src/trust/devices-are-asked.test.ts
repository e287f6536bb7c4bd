// The proof of devices-are-asked: two devices, one yes, and its end.

import { expect } from 'vitest'
import { prove } from './prove.ts'

prove(
  {
    rule: 'devices-are-asked',
    sentence:
      'Camera, microphone and screen are each asked for apart and stay off until you say yes to the text that is shown; a yes to one is none to another. You take it back at any time, and both are recorded: which text, when, how.',
    options: { charter: { devices: { camera: { enabled: true, words: { en: 'Only for portraits.', zh: '仅用于肖像照。' } }, screen: { enabled: true } } } },
  },
  async (world) => {
    const read = async () => (await world.get('/v1/consents')).body
    const say = async (body: Record<string, unknown>) => (await world.post('/v1/consents', body)).body
    const first = await read()
    expect(first.devices).toMatchObject([{ device: 'camera', allowed: false }, { device: 'screen', allowed: false }])
    expect(first.records).toEqual([])
    const [camera, screen] = first.devices
    expect(camera.text.en).toContain('Only for portraits.')

    expect((await say({ matter: 'camera', allowed: true, digest: screen.digest })).error.code).toBe('consent_outdated')
    expect((await say({ matter: 'camera', allowed: true })).error.code).toBe('consent_outdated')
    expect((await say({ matter: 'microphone', allowed: true, digest: camera.digest })).error.code).toBe('field_invalid')
    const yes = await say({ matter: 'camera', allowed: true, digest: camera.digest, language: 'zh' })
    expect(yes.devices).toMatchObject([{ device: 'camera', allowed: true }, { device: 'screen', allowed: false }])
    const no = await say({ matter: 'camera', allowed: false })
    expect(no.devices).toMatchObject([{ device: 'camera', allowed: false }, { device: 'screen', allowed: false }])
    expect(no.records).toMatchObject([
      { matter: 'camera', allowed: false, digest: camera.digest, how: 'taken-back' },
      { matter: 'camera', allowed: true, digest: camera.digest, language: 'zh', how: 'asked' },
    ])
    await expect(world.sql('update consents set allowed = true')).rejects.toThrow('never rewritten')
  },
)
