// gesso serve: the server with API and studio, until it is stopped.

import { defineCommand } from 'citty'

export default defineCommand({
  meta: { name: 'serve', description: 'Start the server: API, studio and one worker; settings come from the environment' },
  async run() {
    const { serve } = await import('../main.ts')
    await serve()
    return 0
  },
})
