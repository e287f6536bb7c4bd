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
