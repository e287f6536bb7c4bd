// Builds the studio into dist/studio, and serves it while developing beside a running server.

import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defineConfig, type Plugin } from 'vite'

/** Where `npm run dev` listens; the studio's own development server hands the API on to it. */
const server = 'http://127.0.0.1:3000'

// The built page holds no inline script or style, so it runs under
//   default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'
// React and Radix set styles through the object model, which style-src lets pass; nothing here needs 'unsafe-inline'.
// `data:` is for the previews, which come inside events. Unknown paths without a dot must answer with index.html.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

/** Writes looks.json for src/http/studio-page.ts: what the page shows before any script has come, and which file holds its words. */
function firstLook(): Plugin {
  return {
    name: 'first-look',
    apply: 'build',
    async generateBundle(_, bundle) {
      const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'bootstrap/first-look.mjs')], { env: { ...process.env, NODE_ENV: 'production' } })
      const looks = Object.entries(JSON.parse(stdout) as Record<string, object>).map(([language, drawn]) => {
        const words = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/studio/words/${language}.ts`))
        if (!words) this.error(`the words of the first page in "${language}" are in no file of their own`)
        return [language, { words: `/${words.fileName}`, ...drawn }]
      })
      this.emitFile({ type: 'asset', fileName: 'looks.json', source: JSON.stringify(Object.fromEntries(looks)) })
    },
  }
}

export default defineConfig({
  root: 'studio',
  plugins: [react(), tailwind(), firstLook()],
  // The usual build of this library tries to make code from text, which the page's rules forbid.
  resolve: { alias: [{ find: /^cbor-x$/, replacement: 'cbor-x/index-no-eval' }] },
  build: {
    outDir: '../dist/studio',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What the first page surely needs comes as one file: over a slow line each file costs a way there and back.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  server: { proxy: { '/v1': proxied, '/i': proxied, '/healthz': proxied } },
})
