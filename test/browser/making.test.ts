import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { useStudio } from './set-up.ts'
import { cardIn, cards, createButton, generations, order, orderSlowly, prompt } from './studio.ts'

const open = useStudio()

async function studio(): Promise<Page> {
  const page = await open.at()
  await prompt(page).waitFor()
  return page
}

describe('making a picture', () => {
  it('check 11: fills the box from an example and starts nothing', async () => {
    const page = await studio()
    await page.getByRole('button', { name: 'a red fox in the snow' }).click()
    expect(await prompt(page).inputValue()).toBe('a red fox in the snow')
    expect(await prompt(page).evaluate((box) => box === document.activeElement)).toBe(true)
    expect(await cards(page).count()).toBe(0)
    expect(await generations(page)).toEqual([])
  })

  it('checks 1, 8 and 25: words, Create, a card at once; then its named states in order, each said once, the bar never going back', async () => {
    const page = await studio()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.evaluate(() => {
      const seen = { states: [] as string[], bars: [] as number[], said: [] as string[], previews: 0 }
      Object.assign(window, { seen })
      new MutationObserver(() => {
        const card = document.querySelector<HTMLElement>('article[data-state]')
        const now = card?.dataset['state']
        if (now && seen.states.at(-1) !== now) seen.states.push(now)
        const bar = card?.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
        if (bar) seen.bars.push(Number(bar))
        if (card?.querySelector('img[src^="data:image/webp"]')) seen.previews++
        const said = document.querySelector('[role=status][aria-live=polite]')?.textContent ?? ''
        if (said && seen.said.at(-1) !== said) seen.said.push(said)
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    })
    // The card is there before the server has answered, however slow the line is.
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/v1/generations', async (route) => {
      if (route.request().method() === 'POST') await held
      await route.continue()
    })
    await order(page, 'a red fox in the snow', { seed: 7, steps: 60 })
    await page.locator('article[data-state="sending"]', { hasText: 'a red fox in the snow' }).waitFor()
    letGo()
    await cards(page).first().waitFor()
    expect(await page.title()).toBe('(1) Gesso')
    const card = await cardIn(page, 'ready', 'a red fox in the snow')
    await page.waitForFunction(() => document.title === 'Gesso')
    await page.waitForFunction(() => (window as unknown as { seen: { said: string[] } }).seen.said.some((one) => one.startsWith('Ready')))
    const seen = await page.evaluate(() => (window as unknown as { seen: { states: string[]; bars: number[]; said: string[]; previews: number } }).seen)
    const known = ['sending', 'waiting', 'warming', 'painting', 'finishing', 'ready']
    expect(seen.states.map((one) => known.indexOf(one))).toEqual(seen.states.map((one) => known.indexOf(one)).sort((a, b) => a - b))
    expect(seen.states).toContain('painting')
    expect(seen.bars).toEqual([...seen.bars].sort((a, b) => a - b))
    expect(seen.previews).toBeGreaterThan(0)
    expect(seen.said).toEqual(['Waiting', 'Painting', 'Ready'].filter((state) => state !== 'Waiting' || seen.said.length === 3).map((state) => `${state}: a red fox in the snow`))
    expect(await card.getByRole('img', { name: 'a red fox in the snow' }).getAttribute('src')).toMatch(/^\/v1\/images\/img_\w+\/content$/)
    expect(await prompt(page).inputValue()).toBe('a red fox in the snow')
    expect(open.faults).toEqual([])
  })

  it('check 7: makes one order of two quick presses', async () => {
    const page = await studio()
    const before = (await generations(page)).length
    await prompt(page).fill('a blue boat on the sea')
    await createButton(page).dblclick()
    await cardIn(page, 'ready', 'a blue boat on the sea')
    expect(await generations(page)).toHaveLength(before + 1)
  })

  it('check 3: leaves Enter to an input method, and creates one order after it', async () => {
    const page = await studio()
    const before = (await generations(page)).length
    const keys = await page.context().newCDPSession(page)
    await prompt(page).focus()
    await keys.send('Input.imeSetComposition', { text: 'hu li', selectionStart: 5, selectionEnd: 5 })
    expect(await prompt(page).inputValue()).toBe('hu li')
    for (const modifiers of [0, 2]) {
      await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers })
      await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers })
    }
    await keys.send('Input.insertText', { text: '狐狸' })
    await page.keyboard.press('Enter')
    expect(await generations(page)).toHaveLength(before)
    expect((await prompt(page).inputValue()).trim()).toBe('狐狸')
    await page.keyboard.press('Control+Enter')
    await cardIn(page, 'ready', '狐狸')
    expect((await generations(page))[0]?.prompt).toBe('狐狸')
    expect(await generations(page)).toHaveLength(before + 1)
  })

  it('check 12: shows what a style adds, and what was sent', async () => {
    const page = await studio()
    await prompt(page).fill('a boat')
    await page.getByRole('button', { name: /^Style/ }).click()
    await page.getByRole('radio', { name: /Night/ }).click()
    await page.getByText('adds: at night').waitFor()
    await createButton(page).click()
    await (await cardIn(page, 'ready', 'a boat')).locator('[data-picture]').click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByText('a boat, at night').waitFor()
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'detached' })
  })

  it('checks 9 and 10: says how many are ahead, fewer as they end; stops each, always in the same place', async () => {
    const page = await studio()
    for (const words of ['far ahead', 'ahead of the others']) await orderSlowly(page, words)
    await order(page, 'the first of two')
    await page.waitForTimeout(450)
    await order(page, 'the second of two')
    const second = page.locator('[data-job]', { hasText: 'the second of two' })
    const ahead = async () => Number(/(\d+) ahead of you/.exec((await second.textContent()) ?? '')?.[1])
    await expect.poll(ahead, { timeout: 15_000 }).toBeGreaterThan(1)
    const before = await ahead()
    const cancel = async (words: string) => {
      const { id } = (await generations(page)).find((one) => one.prompt === words) ?? { id: '' }
      await page.evaluate((ahead) => fetch(`/v1/generations/${ahead}/cancel`, { method: 'POST' }), id)
    }
    await cancel('ahead of the others')
    await expect.poll(ahead, { timeout: 15_000 }).toBeLessThan(before)
    await second.getByRole('button', { name: 'Stop' }).click()
    await cardIn(page, 'stopped', 'the second of two')
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('Shift+X')
    const first = await cardIn(page, 'stopped', 'the first of two')
    expect(await first.getByText('Nothing was kept').count()).toBe(1)
    expect((await generations(page)).slice(0, 2).map((one) => [one.state, one.images.length])).toEqual([['cancelled', 0], ['cancelled', 0]])
    await page.reload()
    await cancel('far ahead')
  })

  it('check 4: brings words, style, shape and number back after a reload in the middle of typing', async () => {
    const page = await studio()
    await page.getByRole('button', { name: /^Style/ }).click()
    await page.getByRole('radio', { name: /Night/ }).click()
    await page.getByRole('radio', { name: '9:16 tall' }).click()
    await page.getByRole('radio', { name: '3', exact: true }).click()
    await prompt(page).pressSequentially('half a sent')
    // Keystrokes are gathered for a quarter of a second.
    await page.waitForTimeout(300)
    await page.reload()
    await prompt(page).waitFor()
    expect(await prompt(page).inputValue()).toBe('half a sent')
    await page.getByText('adds: at night').waitFor()
    for (const name of ['9:16 tall', '3']) expect(await page.getByRole('radio', { name, exact: true }).getAttribute('aria-checked')).toBe('true')
  })

  it('check 5: shows a running order again after a reload, and its pictures arrive', async () => {
    const page = await studio()
    await prompt(page).fill('words that are still being written')
    for (const words of ['ahead of it', 'seen again after a reload']) await orderSlowly(page, words)
    await page.reload()
    await page.locator('[data-job]:not([data-state=ready])', { hasText: 'seen again after a reload' }).waitFor()
    const card = await cardIn(page, 'ready', 'seen again after a reload')
    await expect.poll(() => card.locator('[data-picture]').count()).toBe(10)
    expect(await prompt(page).inputValue()).toBe('words that are still being written')
  })

  it('check 15: says that the server is away, keeps the words, and goes on when it is back', async () => {
    const page = await studio()
    await open.server.stop()
    await order(page, 'kept while the server is away')
    const refused = page.locator('article[data-state="failed"]')
    await refused.getByText('did not answer').waitFor()
    await page.locator('[data-banner="lost"]').waitFor()
    expect(await prompt(page).inputValue()).toBe('kept while the server is away')
    await open.server.start()
    await refused.getByRole('button', { name: 'Try again' }).click()
    await cardIn(page, 'ready', 'kept while the server is away')
    await page.locator('[data-banner="lost"]').waitFor({ state: 'detached' })
    expect((await generations(page))[0]?.prompt).toBe('kept while the server is away')
  })
})
