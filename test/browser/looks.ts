// What is wrong with how a page looks: accessibility findings, and parts that stick out sideways.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Fading parts are half transparent; what counts is where they come to rest. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))))
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Nothing sticks out, and the page does not move sideways when pushed. */
export async function sideways(page: Page): Promise<{ wider: number; moved: number }> {
  return page.evaluate(() => {
    scrollTo(1000, scrollY)
    return { wider: Math.max(0, document.documentElement.scrollWidth - innerWidth), moved: scrollX }
  })
}

/** Runs in the page: texts that are cut, and texts that lie on each other, where they are not meant to. */
function findCrowded(): string[] {
  const wrong: string[] = []
  const isVisible = (node: Element) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const said = (node: Element) => `${node.tagName.toLowerCase()} "${(node.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`
  const isHidden = (node: Element) => node.closest('.sr-only, [aria-hidden=true], option, [inert]') !== null
  const texts = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    (node) => isVisible(node) && !isHidden(node) && [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && (child.textContent ?? '').trim() !== ''),
  )
  for (const node of texts) {
    const { overflowX, overflowY } = getComputedStyle(node)
    const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
    // What people wrote may be shortened where the whole is a tip; a scrolling part can be scrolled.
    if (node.closest('[title]')) continue
    if (cuts(overflowX) && node.scrollWidth > node.clientWidth + 1) wrong.push(`cut: ${said(node)}`)
    else if (cuts(overflowY) && node.scrollHeight > node.clientHeight + 2) wrong.push(`cut below: ${said(node)}`)
    const { right, left } = node.getBoundingClientRect()
    const scrolls = (part: Element | null): boolean => part !== null && part !== document.body && (/auto|scroll/.test(getComputedStyle(part).overflowX) || scrolls(part.parentElement))
    if ((right > innerWidth + 1 || left < -1) && !scrolls(node)) wrong.push(`outside: ${said(node)}`)
  }
  const floats = (node: Element | null): boolean => node !== null && (/fixed|sticky|absolute/.test(getComputedStyle(node).position) || floats(node.parentElement))
  const still = texts.filter((node) => !floats(node))
  // Line by line: a sentence that goes on in the next line goes round what follows it.
  const boxes = still.flatMap((node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({ node, left, right, top, bottom }))
  })
  for (const [at, a] of boxes.entries()) {
    for (const b of boxes.slice(at + 1)) {
      if (a.node.contains(b.node) || b.node.contains(a.node)) continue
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      if (wide > 3 && high > 5) wrong.push(`on each other: ${said(a.node)} and ${said(b.node)}`)
    }
  }
  return [...new Set(wrong)].slice(0, 12)
}

export function crowded(page: Page): Promise<string[]> {
  return page.evaluate(findCrowded)
}
