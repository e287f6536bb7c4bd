// Builds the studio into dist/studio, and serves it while developing beside a running server.

import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` listens; the studio's own development server hands the API on to it. */
const server = 'http://127.0.0.1:3000'

// The built page holds no inline script or style, so it runs under
//   default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'
// React and Radix set styles through the object model, which style-src lets pass; nothing here needs 'unsafe-inline'.
// `data:` is for the previews, which come inside events. Unknown paths without a dot must answer with index.html.
const proxied = { target: server, changeOrigin: true, headers: { origin: server } }

export default defineConfig({
  root: 'studio',
  plugins: [react(), tailwind()],
  // The usual build of this library tries to make code from text, which the page's rules forbid.
  resolve: { alias: [{ find: /^cbor-x$/, replacement: 'cbor-x/index-no-eval' }] },
  build: {
    outDir: '../dist/studio',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': proxied, '/i': proxied, '/healthz': proxied } },
})
