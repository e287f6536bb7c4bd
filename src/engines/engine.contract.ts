// The suite that every engine must pass; a part is skipped only for an ability that the model's card does not claim.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineEvent, ImageEngine, Mask, Pixels } from '../core/ports.ts'
import type { Order } from '../core/orders.ts'

export interface ContractOptions {
  create(): Promise<ImageEngine>
  /** Ends the engine's process, connection or whatever it may lose, the hard way. */
  breakIt?(engine: ImageEngine): void
}

export function engineContract(name: string, { create, breakIt }: ContractOptions): void {
  describe(`${name} as an engine`, () => {
    let engine: ImageEngine
    beforeAll(async () => {
      engine = await create()
    })
    afterAll(() => engine.close())

    const card = () => engine.facts.models[0]!
    const orderOf = (change: Partial<Order> = {}): Order => {
      const [width, height] = card().sizes.native[0]!
      return { model: card().id, prompt: 'a red fox in the snow', negativePrompt: '', width, height, seeds: [7], format: 'png', ...change }
    }
    const make = async (change: Partial<Order> = {}, signal = new AbortController().signal) => {
      const events: EngineEvent[] = []
      const made = await engine.generate(orderOf(change), (event) => events.push(event), signal)
      return { ...made, events, first: made.pictures[0]! }
    }

    it('states facts that hold together', () => {
      expect(engine.facts.models.length).toBeGreaterThan(0)
      for (const model of engine.facts.models) {
        expect(model.id).toMatch(/^[a-z0-9][a-z0-9._-]*$/)
        expect(model.version).not.toBe('')
        expect(model.licence).not.toBe('')
        expect(model.sizes.native.length).toBeGreaterThan(0)
        for (const [width, height] of model.sizes.native) expect(Math.max(width, height)).toBeLessThanOrEqual(model.sizes.largest)
        for (const range of [model.steps, model.guidance]) {
          if (!range) continue
          expect(range.least).toBeLessThanOrEqual(range.usual)
          expect(range.usual).toBeLessThanOrEqual(range.most)
        }
        expect(new Set(model.styles.map((style) => style.id)).size).toBe(model.styles.length)
        for (const { en, zh } of [model.title, ...model.examples, ...model.styles.map((style) => style.title)]) expect(en && zh).toBeTruthy()
        expect(model.mostPictures).toBeGreaterThanOrEqual(1)
      }
      expect(engine.facts.pricePerPicture).toBeGreaterThanOrEqual(0n)
    })

    it('draws the size that was ordered, and not one flat colour', async () => {
      const { first, used } = await make()
      const { width, height } = orderOf()
      expect([first.width, first.height, first.rgb.length]).toEqual([width, height, width * height * 3])
      expect(new Set(first.rgb).size).toBeGreaterThan(8)
      if (card().steps) expect(used.steps).toBe(card().steps!.usual)
      if (card().guidance) expect(used.guidance).toBe(card().guidance!.usual)
    })

    it('draws the same pixels for the same order', async ({ skip }) => {
      if (!card().abilities.seed) return skip('the card does not claim seeds')
      expect((await make()).first.rgb).toEqual((await make()).first.rgb)
    })

    it('draws picture k of an order as the single picture of its seed', async () => {
      const seeds = [5, 6, 4294967295]
      const { pictures } = await make({ seeds })
      expect(pictures.map((picture) => picture.seed)).toEqual(seeds)
      if (!card().abilities.seed) return
      for (const picture of pictures) expect((await make({ seeds: [picture.seed] })).first.rgb).toEqual(picture.rgb)
    })

    it('draws another picture for another seed, prompt, negative prompt, number of steps and guidance', async () => {
      const { rgb } = (await make()).first
      const others: Array<Partial<Order>> = [{ prompt: 'a blue boat' }]
      if (card().abilities.seed) others.push({ seeds: [8] })
      if (card().abilities.negativePrompt) others.push({ negativePrompt: 'snow' })
      if (card().steps) others.push({ steps: Math.max(1, card().steps!.usual - 2) })
      if (card().guidance) others.push({ guidance: card().guidance!.usual + 1 })
      for (const other of others) expect((await make(other)).first.rgb, JSON.stringify(other)).not.toEqual(rgb)
    })

    it('tells every step in order, with previews that come nearer to the picture', async () => {
      const { events, pictures } = await make({ seeds: [1, 2] })
      const steps = events.filter((event) => event.kind === 'step')
      const counted = steps.map(({ picture, step }) => picture * 1000 + step)
      expect(counted).toEqual([...new Set(counted)].sort((a, b) => a - b))
      for (const number of [0, 1]) {
        const own = steps.filter((event) => event.picture === number)
        expect(own.at(-1)!.step).toBe(own.at(-1)!.steps)
        if (!card().abilities.previews) continue
        const previews = own.map((event) => event.preview).filter((preview) => preview !== undefined)
        expect(previews.length).toBeGreaterThanOrEqual(own.length / 2)
        const away = previews.map((preview) => distance(preview, pictures[number]!))
        expect(away.at(-1)).toBeLessThan(away[0]!)
      }
    })

    it('stops between steps with the reason it was given, and draws the next order', async () => {
      const { rgb } = (await make()).first
      const stop = new AbortController()
      const reason = new Error('enough')
      let heard = 0
      const running = engine.generate(orderOf({ seeds: [1, 2, 3, 4, 5, 6, 7, 8], steps: card().steps?.most }), () => {
        if (++heard === 2) stop.abort(reason)
      }, stop.signal)
      await expect(running).rejects.toBe(reason)
      const heardAtStop = heard
      const next = (await make()).first.rgb
      if (card().abilities.seed) expect(next).toEqual(rgb)
      expect(heard).toBe(heardAtStop)
    })

    it('does not begin what is stopped already', async () => {
      await expect(make({}, AbortSignal.abort(new Error('never')))).rejects.toThrow('never')
    })

    it('draws one order after the other when they come together', async () => {
      const [one, two] = await Promise.all([make({ seeds: [1] }), make({ seeds: [2] })])
      expect([one.pictures.length, two.pictures.length]).toEqual([1, 1])
      if (!card().abilities.seed) return
      expect(one.first.rgb).toEqual((await make({ seeds: [1] })).first.rgb)
      expect(two.first.rgb).toEqual((await make({ seeds: [2] })).first.rgb)
    })

    it('says when a size is not its own', async () => {
      expect((await make()).warnings).toEqual([])
      const { largest } = card().sizes
      for (const [width, height] of [[200, 120], [largest, 64], [64, 64 * 3 + 1]] as const) {
        const { first, warnings } = await make({ width, height })
        expect([first.width, first.height, first.rgb.length]).toEqual([width, height, width * height * 3])
        expect(warnings.map(({ field, code }) => [field, code])).toEqual([['size', 'resized']])
      }
    })

    it('changes a reference as much as its strength says', async ({ skip }) => {
      if (!card().abilities.strength) return skip('the card does not claim to keep as much as it is told')
      const pixels = stripes(96, 80)
      const changed = async (strength: number) => (await make({ width: 96, height: 80, reference: { pixels, strength } })).first
      const [kept, little, much] = [await changed(0), await changed(0.2), await changed(0.9)]
      expect(distance(kept, pixels)).toBeLessThan(2)
      expect(distance(little, pixels)).toBeLessThan(distance(much, pixels))
      expect(little.rgb).not.toEqual(kept.rgb)
    })

    it('leaves every byte outside of a mask as it was', async ({ skip }) => {
      if (!card().abilities.mask) return skip('the card does not claim masks')
      const [width, height] = [150, 90]
      const pixels = stripes(width, height)
      const alpha = new Uint8Array(width * height)
      for (let y = 20; y < 60; y++) alpha.fill(255, y * width + 30, y * width + 110)
      const mask: Mask = { width, height, alpha }
      const { first } = await make({ width, height, reference: { pixels, strength: 1, mask } })
      const outside = (of: Pixels) => of.rgb.filter((_, place) => alpha[Math.floor(place / 3)] === 0)
      const inside = (of: Pixels) => of.rgb.filter((_, place) => alpha[Math.floor(place / 3)] === 255)
      expect(outside(first)).toEqual(outside(pixels))
      expect(inside(first)).not.toEqual(inside(pixels))
    })

    it('is healthy, also after what it runs on was killed', async ({ skip }) => {
      await make()
      expect((await engine.health()).ready).toBe(true)
      if (!breakIt) return skip('it runs on nothing that can be killed')
      const { rgb } = (await make()).first
      breakIt(engine)
      expect((await engine.health()).ready).toBe(true)
      const again = await make().catch(() => make())
      if (card().abilities.seed) expect(again.first.rgb).toEqual(rgb)
    })
  })
}

/** Mean difference of two pictures of the same size, 0 to 255. */
export function distance(one: Pixels, other: Pixels): number {
  expect([one.width, one.height]).toEqual([other.width, other.height])
  return one.rgb.reduce((sum, value, place) => sum + Math.abs(value - other.rgb[place]!), 0) / one.rgb.length
}

/** Broad stripes, as an input that is easy to know again. */
function stripes(width: number, height: number): Pixels {
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const odd = Math.floor((pixel % width) / 24) % 2 === 1
    rgb.set(odd ? [220, 60, 40] : [30, 90, 200], pixel * 3)
  }
  return { width, height, rgb }
}
