import { describe, expect, it } from 'vitest'
import { eulerConfig, lcmConfig } from '../../../models/make-diffusion.ts'
import { waves } from './diffusion.ts'
import { createEuler } from './euler.ts'
import { createLcm } from './lcm.ts'
import { leastSquares } from './previews.ts'
import { schedulerSchema, signalShares, type Sampler } from './scheduler.ts'
import { noiseLevels, toldTimes } from './z-image.ts'

/** Worked out apart from this code, in double precision, with the network `0.3 x + 0.1`. */
const network = (seen: Float32Array): Float32Array => seen.map((value) => 0.3 * value + 0.1)

function walk(sampler: Sampler, noise: number, fresh: number[] = [], reference?: number): number[] {
  let latent = sampler.begin(Float32Array.of(noise), reference === undefined ? undefined : Float32Array.of(reference))
  const path = [latent[0]!]
  sampler.times.forEach((_, step) => {
    latent = sampler.move(latent, network(sampler.seen(latent, step)), step, () => Float32Array.of(fresh[step]!)).latent
    path.push(latent[0]!)
  })
  return path
}

const readScheduler = (config: object) => schedulerSchema.parse(config)

const expectNear = (given: number[], wanted: number[]) => {
  expect(given).toHaveLength(wanted.length)
  given.forEach((value, place) => expect(value).toBeCloseTo(wanted[place]!, 5))
}

describe('the noise schedule', () => {
  it('leaves as much of the picture as published for these models', () => {
    const shares = signalShares(readScheduler(eulerConfig))
    expectNear([shares[0]!, shares[500]!, shares[999]!], [0.99915, 0.2763326838, 0.0046600985])
  })

  it.each([
    ['SomeOtherScheduler', { ...eulerConfig, _class_name: 'FlowMatchEulerDiscreteScheduler' }],
    ['zero signal', { ...eulerConfig, rescale_betas_zero_snr: true }],
    ['Karras', { ...eulerConfig, use_karras_sigmas: true }],
    ['cosine betas', { ...eulerConfig, beta_schedule: 'squaredcos_cap_v2' }],
  ])('is refused with %s', (_, config) => expect(() => readScheduler(config)).toThrow())
})

describe('Euler steps', () => {
  it('lead from noise to picture', () => {
    const sampler = createEuler(readScheduler(eulerConfig), 4)
    expect(sampler.times).toEqual([751, 501, 251, 1])
    expectNear(walk(sampler, 0.5), [2.1182061929, 1.4949550935, 1.1848077251, 0.9276193705, 0.9120005143])
  })

  it('predict velocities, trailing', () => {
    const sampler = createEuler(readScheduler({ ...eulerConfig, timestep_spacing: 'trailing', prediction_type: 'v_prediction' }), 2)
    expect(sampler.times).toEqual([999, 499])
    expectNear(walk(sampler, 0.5), [7.3073206147, 0.6151574761, 0.0031711425])
  })

  it('lie between the steps of the training with even spacing', () => {
    expectNear([...createEuler(readScheduler({ ...eulerConfig, timestep_spacing: 'linspace' }), 5).times], [999, 749.25, 499.5, 249.75, 0])
  })

  it('begin late with a reference, and never have less than one', () => {
    const half = createEuler(readScheduler(eulerConfig), 4, 0.5)
    expect(half.times).toEqual([251, 1])
    expectNear([walk(half, 0.5, [], 0.8)[0]!], [1.1491990456])
    expect(createEuler(readScheduler(eulerConfig), 1, 0.3).times).toEqual([299])
    expectNear([...half.noised(Float32Array.of(0.8), Float32Array.of(0.5), 2)], [0.8])
  })
})

describe('latent consistency steps', () => {
  it('lead from noise to picture', () => {
    const sampler = createLcm(readScheduler(lcmConfig), 4)
    expect(sampler.times).toEqual([999, 759, 499, 259])
    expectNear(walk(sampler, 0.5, [-0.4, 1.1, 0.25]), [0.5, 0.449353589, 1.4439805718, 1.6723802182, 1.6272964834])
  })

  it('stay within the part that the strength leaves', () => {
    expect(createLcm(readScheduler(lcmConfig), 4, 0.5).times).toEqual([499, 379, 259, 139])
    expect(createLcm(readScheduler(lcmConfig), 4, 0.02).times).toEqual([19])
  })

  it('take the guidance as waves', () => {
    expectNear([...waves(7500, 8)], [-0.8512358993, 0.5626782534, -0.4352328642, 0.68163876, -0.5247832349, -0.826675984, -0.9003179182, 0.7316888689])
  })
})

it('tells Z-Image the published times, the last one whole', () => {
  const levels = [1, 0.9546938776, 0.9003590664, 0.833998006, 0.7511210762, 0.6446862996, 0.5029850746, 0.3050089445, 0.0089285714, 0]
  expectNear(noiseLevels(9, 3), levels)
  expectNear(toldTimes(9, 3), [...levels.slice(0, 8).map((level) => 1 - level), 1])
})

it('finds the weights that explain colours best', () => {
  const inputs = [[1, 0, 1], [0, 1, 1], [2, 1, 1], [1, 3, 1]]
  expectNear(leastSquares(inputs, inputs.map(([a, b]) => 3 * a! - 2 * b! + 5)), [3, -2, 5])
})
