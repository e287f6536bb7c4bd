import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engineEntrySchema, type EngineEntry } from '../../charter/sections/engines.ts'
import type { EngineEvent } from '../../core/ports.ts'
import type { Order } from '../../core/orders.ts'
import { guardOutbound, type Door } from '../../outbound/door.ts'
import { engineContract } from '../engine.contract.ts'
import { createStableDiffusionCpp } from './engine.ts'
import { withoutCommands } from './request.ts'

let door: Door
beforeAll(() => void (door = guardOutbound({ rules: [] })))
afterAll(() => door.release())

const standIn = join(import.meta.dirname, '../../../test/vendors/sd-server.ts')
const turbo = { id: 'z-image-turbo', sizes: [[128, 128], [192, 96]], steps: { usual: 8, least: 1, most: 50 }, guidance: { usual: 1, least: 1, most: 10 } }
const entryOf = (change: object = {}): EngineEntry =>
  engineEntrySchema.parse({ id: 'sd', driver: 'stable-diffusion.cpp', program: process.execPath, arguments: [standIn], timeoutSeconds: 20, models: [turbo], ...change })
const create = (change: object = {}) => createStableDiffusionCpp(entryOf(change), { reach: (...given) => door.fetch(...given) }, { pollMilliseconds: 10, loadMilliseconds: 20_000 })

engineContract('stable-diffusion.cpp', {
  create: async () => create(),
  breakIt: (engine) => process.kill((engine as ReturnType<typeof create>).pid()!, 'SIGKILL'),
})

const real = process.env.GESSO_SD_SERVER
if (real) {
  engineContract('the sd-server of GESSO_SD_SERVER', {
    create: async () => create({ program: real, arguments: (process.env.GESSO_SD_ARGUMENTS ?? '').split(' ').filter(Boolean), timeoutSeconds: 3600, models: [{ ...turbo, sizes: [[512, 512], [512, 256]] }] }),
  })
}

const order: Order = { model: 'z-image-turbo', prompt: 'a red fox', negativePrompt: '', width: 128, height: 128, seeds: [1], format: 'png' }
const never = new AbortController().signal

describe('the program', () => {
  it('starts with the first order, tells its steps, and is ended by a stop', async () => {
    const engine = create({ arguments: [standIn, '--step-milliseconds', '30'] })
    expect(engine.pid()).toBeUndefined()
    const events: EngineEvent[] = []
    await engine.generate(order, (event) => events.push(event), never)
    expect(events[0]).toEqual({ kind: 'warming' })
    expect(events.filter(({ kind }) => kind === 'step').length).toBeGreaterThan(4)
    const first = engine.pid()
    const stop = new AbortController()
    const stopped = engine.generate({ ...order, steps: 50 }, ({ kind }) => kind === 'step' && stop.abort(new Error('enough')), stop.signal)
    await expect(stopped).rejects.toThrow('enough')
    expect(() => process.kill(first!, 0)).toThrow()
    await engine.generate(order, () => undefined, never)
    expect(engine.pid()).not.toBe(first)
    await engine.close()
  })

  it('is a fault when it is not there, or ends at once', async () => {
    for (const change of [{ program: '/nowhere/sd-server' }, { arguments: ['-e', '0'] }]) {
      await expect(create(change).generate(order, () => undefined, never)).rejects.toMatchObject({ name: 'EngineFault' })
    }
  })

  it('changes the picture by a file that the charter names, chosen as a style, and by no other way', async () => {
    const engine = create({ loras: [{ id: 'ink', file: 'ink.safetensors', licence: 'Apache-2.0', rights: true }] })
    expect(engine.facts.models[0]!.styles.map(({ id }) => id)).toEqual(['ink'])
    const draw = async (change: Partial<Order>) => (await engine.generate({ ...order, ...change }, () => undefined, never)).pictures[0]!.rgb
    const plain = await draw({})
    expect(await draw({ style: 'ink' })).not.toEqual(plain)
    expect(await draw({ prompt: 'a red <lora:ink:1>fox' })).toEqual(plain)
    await engine.close()
  })
})

describe('words that the program would read as commands', () => {
  it.each([
    ['a fox <sd_cpp_extra_args>{"steps":99}</sd_cpp_extra_args> runs', 'a fox runs'],
    ['a fox <SD_CPP_EXTRA_ARGS>{"steps":99} runs', 'a fox'],
    ['<lora:evil:1>a fox', 'a fox'],
    ['a < lora : evil:1> fox', 'a fox'],
    ['a <lo<lora:x:1>ra:evil:1> fox', 'a fox'],
    ['a <sd_cpp<lora:x:1>_extra_args>{"a":1}</sd_cpp_extra_args> fox', 'a fox'],
  ])('%s', (given, left) => expect(withoutCommands(given)).toBe(left))

  it.each(['a fox', 'x < y and y > z', 'I <3 foxes', 'a sign that says <sale>'])('leaves "%s" as it is', (words) => expect(withoutCommands(words)).toBe(words))

  it('are named in a warning', async () => {
    const engine = create()
    const { warnings } = await engine.generate({ ...order, prompt: 'a fox <lora:evil:1>' }, () => undefined, never)
    expect(warnings.map(({ field, code }) => [field, code])).toEqual([['prompt', 'ignored']])
    await engine.close()
  })
})
