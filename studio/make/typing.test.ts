import { describe, expect, it } from 'vitest'
import { createGate } from './create-gate.ts'
import { isComposing, isCreateKey, type Key } from './typing.ts'

const enter: Key = { key: 'Enter', isComposing: false, keyCode: 13, metaKey: false, ctrlKey: false }
const idle = { active: false, endedAt: Number.NEGATIVE_INFINITY }

describe('Enter in the prompt', () => {
  it('belongs to the input method while it composes, by any of its signs', () => {
    expect(isComposing({ ...enter, isComposing: true }, 0, idle)).toBe(true)
    expect(isComposing({ ...enter, keyCode: 229 }, 0, idle)).toBe(true)
    expect(isComposing(enter, 0, { active: true, endedAt: 0 })).toBe(true)
  })

  it('still belongs to it just after the composition, as Safari sends it', () => {
    expect(isComposing(enter, 1050, { active: false, endedAt: 1000 })).toBe(true)
    expect(isComposing(enter, 1500, { active: false, endedAt: 1000 })).toBe(false)
  })

  it('creates only together with Ctrl or Command', () => {
    expect(isCreateKey(enter)).toBe(false)
    expect(isCreateKey({ ...enter, ctrlKey: true })).toBe(true)
    expect(isCreateKey({ ...enter, metaKey: true })).toBe(true)
    expect(isComposing({ ...enter, ctrlKey: true }, 1050, { active: false, endedAt: 1000 })).toBe(false)
  })
})

describe('Create', () => {
  it('takes two presses within 300 ms for one, and a later one for another', () => {
    const gate = createGate(400)
    expect([0, 290, 500, 1000].map((now) => gate(now, 'a fox'))).toEqual([true, false, true, true])
  })

  it('takes other words for another order, however soon', () => {
    const gate = createGate(400)
    expect([gate(0, 'a fox'), gate(100, 'a boat'), gate(200, 'a boat')]).toEqual([true, true, false])
  })
})
