// Presses everything on a page that can be pressed, one after the other, and says what does nothing.

import type { Page } from 'playwright-core'
import { settled } from './browser.ts'

/** End the session or what is looked at: each has a test of its own. */
const endings = '^(Sign out|End for good|End now|Start anew|Clear for good|Erase for good|Close it for good|Sign out everywhere else|Decide|退出)'

export interface Crawled {
  pressed: string[]
  /** Did nothing, or are disabled without a reason. */
  dead: string[]
}

interface Asked {
  tried: string[]
  endings: string
}

/** Runs in the page until nothing is left to try or a layer must be closed by a key. Each control is told to `noteTried` before it is pressed, for a press may end the page. */
async function pressAll({ tried, endings }: Asked): Promise<'done' | 'escape'> {
  const { noteTried, noteDead } = window as unknown as { noteTried(key: string): Promise<void>; noteDead(key: string): Promise<void> }
  const known = new Set(tried)
  const start = location.pathname
  const tongue = document.documentElement.lang
  const ended = new RegExp(endings)
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const isVisible = (node: Element) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0
  const nameOf = (node: HTMLElement): string => {
    if (node.dataset['picture']) return 'a picture'
    if (node instanceof HTMLSelectElement) return (node.getAttribute('aria-label') ?? node.labels[0]?.textContent) || 'a choice'
    return (node.getAttribute('aria-label') ?? node.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 60)
  }
  const topLayer = () => [...document.querySelectorAll('dialog[open], [role=dialog]:not(dialog)')].filter(isVisible).at(-1)
  /** What stands once for each of many things is tried once: such names differ by the thing alone. */
  const keyOf = (node: HTMLElement) => `${topLayer() ? 'dialog' : node.closest('main') ? 'page' : 'frame'} ${node.getAttribute('role') ?? node.tagName.toLowerCase()} ${nameOf(node).replace(/\d+/g, '#').replace(/: .*$/, '')}`
  const isChosen = (node: HTMLElement) => (node instanceof HTMLAnchorElement && node.href === location.href) || (node.ariaChecked === 'true' && node.getAttribute('role') === 'radio') || (node.ariaCurrent !== null && node.ariaCurrent !== 'false')
  const find = () => {
    const root = topLayer() ?? document
    const all = [...root.querySelectorAll<HTMLElement>('a[href], button, select, summary, [role=switch], input[type=checkbox]')]
    return all.find((node) => isVisible(node) && !node.closest('[inert]') && !isChosen(node) && !known.has(keyOf(node)))
  }
  const isReason = (text: string | null | undefined, node: HTMLElement) => text && text !== nameOf(node) ? text : undefined
  const reasonOf = (node: HTMLElement) => isReason(node.title, node) || node.closest('[title]')?.getAttribute('title') || (node.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('').trim()
  const show = (node: HTMLElement) => {
    node.focus({ preventScroll: true })
    node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  }
  const press = (node: HTMLElement) => {
    if (!(node instanceof HTMLSelectElement)) return node.click()
    const other = [...node.options].findIndex((option, at) => at !== node.selectedIndex && !option.disabled)
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'selectedIndex')?.set?.call(node, Math.max(0, other))
    node.dispatchEvent(new Event('change', { bubbles: true }))
  }
  let effects = 0
  const count = () => void effects++
  new MutationObserver(count).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  new PerformanceObserver(count).observe({ type: 'resource' })
  addEventListener('click', (event) => event.target instanceof HTMLInputElement && event.target.type === 'file' && count(), true)
  for (const name of ['invalid', 'toggle', 'close', 'focusin', 'popstate']) addEventListener(name, count, true)
  for (;;) {
    for (let tries = 0; location.pathname !== start && tries < 40; tries++) {
      if (tries % 20 === 0) history.back()
      await pause(50)
    }
    for (let tries = 0; document.querySelector('main .pulse') && tries < 60; tries++) await pause(50)
    const node = find()
    if (!node) return topLayer() ? 'escape' : 'done'
    const key = keyOf(node)
    known.add(key)
    if (node.matches(':disabled, [aria-disabled=true]')) {
      // What is only busy is free again, or gone, in a while.
      const isIdle = () => node.isConnected && node.matches(':disabled, [aria-disabled=true]') && !reasonOf(node)
      for (let tries = 0; isIdle() && tries < 200; tries++) await pause(50)
      if (isIdle()) await noteDead(`${key}: is disabled without a reason`)
      continue
    }
    // What another program opens shows nothing here.
    if (ended.test(nameOf(node)) || (node instanceof HTMLAnchorElement && !/^(https?|blob):$/.test(node.protocol))) continue
    await noteTried(key)
    show(node)
    effects = 0
    press(node)
    for (let tries = 0; effects === 0 && tries < 80; tries++) await pause(25)
    if (effects === 0 && !(node instanceof HTMLAnchorElement && node.hasAttribute('download'))) await noteDead(`${key}: does nothing`)
    await pause(40)
    // The other language is for other tests: its names would all be new.
    for (let tries = 0; document.documentElement.lang !== tongue && tries < 40; tries++) {
      if (tries === 0) document.querySelector<HTMLElement>('button[lang="en"]')?.click()
      await pause(50)
    }
  }
}

/** Every control of a page, dialogs included. `frame` is shared by pages, so that what stands on all of them is tried once. */
export async function crawl(page: Page, address: string, frame: Set<string>): Promise<Crawled> {
  const { pressed, dead } = await listen(page)
  const tried = new Set(frame)
  let closings = 0
  await arrive(page, address)
  for (let turn = 0; turn < 60; turn++) {
    const left = await page.evaluate(pressAll, { tried: [...tried, ...pressed], endings }).catch(() => 'gone' as const)
    if (left === 'done') break
    if (left === 'escape' && closings++ < 8) {
      await page.keyboard.press('Escape')
      await page.waitForTimeout(60)
      if ((await page.locator('dialog[open], [role=dialog]').count()) === 0) continue
    }
    // The press led to another document, or what is open stays open.
    await arrive(page, address)
  }
  for (const key of pressed) if (key.startsWith('frame')) frame.add(key)
  return { pressed: [...pressed], dead: [...dead] }
}

const listening = new WeakMap<Page, { pressed: string[]; dead: string[] }>()

async function listen(page: Page): Promise<{ pressed: string[]; dead: string[] }> {
  const before = listening.get(page)
  const notes = before ?? { pressed: [], dead: [] }
  notes.pressed.length = 0
  notes.dead.length = 0
  if (before) return notes
  listening.set(page, notes)
  await page.exposeFunction('noteTried', (key: string) => void notes.pressed.push(key))
  await page.exposeFunction('noteDead', (key: string) => void notes.dead.push(key))
  return notes
}

async function arrive(page: Page, address: string): Promise<void> {
  // Presses may still be on their way to another document and back, and each such way ends this one.
  for (let tries = 1; ; tries++) {
    try {
      await page.goto(address)
      break
    } catch (error) {
      if (tries === 8) throw error
      await page.waitForTimeout(200)
    }
  }
  await settled(page)
}
