// Prints the first page of the studio as plain markup, by language and kind of visitor; vite.config.ts puts it into the build.

import react from '@vitejs/plugin-react'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

// What the studio's modules ask of a browser while they are loaded; why this is a program of its own.
let wide = false
Object.assign(globalThis, {
  location: new URL('http://studio.invalid/'),
  history: { state: null },
  document: { documentElement: { lang: '' } },
  addEventListener: () => undefined,
  matchMedia: () => ({
    get matches() {
      return wide
    },
  }),
})
delete globalThis.BroadcastChannel

const server = await createServer({
  configFile: false,
  root: join(dirname(fileURLToPath(import.meta.url)), '../studio'),
  plugins: [react()],
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true, include: [] },
})
const { draw, looks } = await server.ssrLoadModule('/draw-first-look.tsx')
const drawn = {}
for (const language of ['en', 'zh']) {
  drawn[language] = {}
  for (const look of looks) {
    let markup = ''
    for (const width of ['narrow', 'wide']) {
      wide = width === 'wide'
      markup += `<div data-drawn="${width}">${await draw(language, look)}</div>`
    }
    drawn[language][look] = markup
  }
}
await server.close()
process.stdout.write(JSON.stringify(drawn), () => process.exit(0))
