// Finds a Chromium for the browser tests; as root on Debian installs one where there is none.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from './processes.mjs'

/** The first is the same browser without its windows: a third less work. */
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Resolves with its path, or with a sentence that says why there is none. */
export async function findChromium() {
  const there = onPath()
  if (there && (await drawsChinese())) return { path: there }
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) await install()
  const path = onPath()
  if (path) return { path }
  const reason = mayInstall ? 'Chromium could not be installed from Debian' : 'there is no Chromium, and only root can install one'
  return { reason: `The browser tests cannot run: ${reason}. Run "apt-get install chromium-headless-shell fonts-noto-cjk" as root.` }
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(':').concat('/usr/bin', '/usr/local/bin', '/snap/bin')
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
}

/** Whether a font for Chinese is there; without one the pages show boxes. */
async function drawsChinese() {
  try {
    const { said } = await runQuietly('fc-list', [':lang=zh', 'family'])
    return said.trim() !== ''
  } catch {
    return true
  }
}

async function install() {
  console.error('Installing Chromium and a Chinese font from Debian ...')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await runQuietly('apt-get', ['update'], { env })
    const { code, said } = await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell', 'fonts-noto-cjk'], { env })
    if (code !== 0) console.error(said.trim().split('\n').slice(-5).join('\n'))
  } catch (error) {
    console.error(`apt-get could not run: ${error.message}`)
  }
}
