import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { EngineFault } from '../../core/errors.ts'
import type { EngineEvent } from '../../core/ports.ts'
import type { Order } from '../../core/orders.ts'
import { engineContract } from '../engine.contract.ts'
import { createPainter, type Painter, type PainterOptions } from './engine.ts'

const tiny = join(import.meta.dirname, '../../../models/tiny')
const never = new AbortController().signal
const order: Order = { model: 'painter', prompt: 'a red fox', negativePrompt: '', width: 64, height: 64, seeds: [7], format: 'png' }
const long: Order = { ...order, steps: 100, seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }

engineContract('the painter', {
  create: () => createPainter({ folder: tiny, threads: 1 }),
  breakIt: (engine) => void process.kill((engine as Painter).pid()!, 'SIGKILL'),
})

describe('the painter', () => {
  let painter: Painter | undefined
  afterEach(() => painter?.close())
  const open = async (options: Partial<PainterOptions> = {}) => (painter = await createPainter({ folder: tiny, threads: 1, ...options }))
  const draw = async (what = order, hear: (event: EngineEvent) => void = () => undefined) => (await painter!.generate(what, hear, never)).pictures[0]!.rgb

  it('says that it warms up before the first order and stays warm for the next', async () => {
    await open()
    const kinds: string[] = []
    await draw(order, ({ kind }) => kinds.push(kind))
    expect(kinds[0]).toBe('warming')
    const child = painter!.pid()
    kinds.length = 0
    await draw(order, ({ kind }) => kinds.push(kind))
    expect(kinds).not.toContain('warming')
    expect(painter!.pid()).toBe(child)
  })

  it.each(['SIGKILL', 'SIGTERM', 'SIGSEGV'] as const)('turns a %s of its child mid-order into a fault, and draws again', async (how) => {
    await open()
    const rgb = await draw()
    let steps = 0
    const doomed = draw(long, ({ kind }) => {
      if (kind === 'step' && ++steps === 3) process.kill(painter!.pid()!, how)
    })
    await expect(doomed).rejects.toBeInstanceOf(EngineFault)
    expect(await draw()).toEqual(rgb)
  })

  it('ends a child that hangs, and draws again', async () => {
    await open({ limits: { stallMilliseconds: 400 } })
    const rgb = await draw()
    const hung = painter!.pid()!
    process.kill(hung, 'SIGSTOP')
    await expect(draw()).rejects.toBeInstanceOf(EngineFault)
    expect(await draw()).toEqual(rgb)
    expect(painter!.pid()).not.toBe(hung)
  })

  it('replaces a child that grew too large', async () => {
    await open({ limits: { memoryBytes: 1 } })
    const children = new Set<number | undefined>()
    const watch = () => children.add(painter!.pid())
    const rgb = await draw(order, watch)
    expect(await draw(order, watch)).toEqual(rgb)
    expect(children.size).toBe(2)
    expect([...children]).not.toContain(undefined)
  })

  it('faults an order that a kill finds while the model is loading', async () => {
    await open()
    const drawing = draw()
    await expect.poll(() => painter!.pid()).toBeDefined()
    process.kill(painter!.pid()!, 'SIGKILL')
    await expect(drawing).rejects.toBeInstanceOf(EngineFault)
    expect(await draw()).toHaveLength(64 * 64 * 3)
  })

  it('answers a stop at once, also while loading and while others draw', async () => {
    await open()
    const stop = new AbortController()
    const waiting = painter!.generate(order, () => undefined, stop.signal)
    stop.abort(new Error('stop while loading'))
    await expect(waiting).rejects.toThrow('stop while loading')

    const first = painter!.generate(long, () => undefined, new AbortController().signal)
    const second = new AbortController()
    const behind = painter!.generate(order, () => undefined, second.signal)
    second.abort(new Error('stop in line'))
    await expect(behind).rejects.toThrow('stop in line')
    expect((await first).pictures).toHaveLength(10)
    expect(await draw()).toHaveLength(64 * 64 * 3)
  })

  it('gives its child no words, no environment and no streams', async () => {
    await open()
    await draw({ ...order, prompt: 'an odd word: zyxwvut' })
    const of = (file: string) => readFileSync(`/proc/${painter!.pid()}/${file}`, 'utf8')
    expect(of('cmdline')).not.toContain('zyxwvut')
    expect(of('environ')).not.toMatch(/(^|\0)(PATH|HOME)=/)
  })

  it('says what it cannot honour', async () => {
    await open()
    const warned = async (change: Partial<Order>) =>
      (await painter!.generate({ ...order, ...change }, () => undefined, never)).warnings.map(({ field, code }) => `${field} ${code}`)
    expect(await warned({ prompt: 'fox '.repeat(30) })).toEqual(['prompt clamped'])
    expect(await warned({ negativePrompt: 'fox '.repeat(30) })).toEqual(['negative_prompt clamped'])
    expect(await warned({ negativePrompt: 'snow', guidance: 1 })).toEqual(['negative_prompt ignored'])
  })

  it('is closed for good', async () => {
    await open()
    await draw()
    const child = painter!.pid()!
    await painter!.close()
    expect(() => process.kill(child, 0)).toThrow('ESRCH')
    await expect(draw()).rejects.toBeInstanceOf(EngineFault)
  })
})
