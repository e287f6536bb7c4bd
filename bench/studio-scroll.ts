// Scrolling through ten thousand pictures in the studio: the longest task of several passes, in processor time: `npm run bench studio-scroll [passes]`.

import { loadavg } from 'node:os'
import { openBrowser, visit } from '../test/browser/browser.ts'
import { setup as buildStudio } from '../test/browser/build.ts'
import { openManyPictures, scrollThrough, type Scrolled } from '../test/browser/many-pictures.ts'
import { checkpoints, startServer } from '../test/browser/server.ts'
import { record } from './record.ts'

const passes = Number(process.argv[2] ?? 7)

await buildStudio()
const server = await startServer(checkpoints.tiny)
const browser = await openBrowser()
try {
  const seen: Scrolled[] = []
  for (let pass = 0; pass < passes; pass++) {
    const { page, close } = await visit(browser, server.address, undefined, '/data')
    page.setDefaultTimeout(180_000)
    await openManyPictures(page)
    seen.push(await scrollThrough(browser, page))
    console.log(JSON.stringify(seen.at(-1)))
    await close()
  }
  const longest = seen.map((one) => one.longest).sort((a, b) => a - b)
  await record({
    name: 'studio-scroll',
    command: `npm run bench studio-scroll ${passes}`,
    figures: {
      'the longest task while scrolling through 10,000 pictures, half of the passes (wanted: below 50 ms)': `${(longest[Math.floor(passes / 2)] ?? 0).toFixed(0)} ms`,
      'the same in the best and in the worst pass': `${(longest[0] ?? 0).toFixed(0)} ms, ${(longest.at(-1) ?? 0).toFixed(0)} ms`,
      'most pictures in the page at a time': `${Math.max(...seen.map(({ most }) => most))}`,
    },
    details: { passes, seen, load: loadavg()[0] },
  })
} finally {
  await browser.close()
  await server.close()
}
