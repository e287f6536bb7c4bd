// Makes a clone ready to run: packages, a new enough Node.js, the built studio. Does only what has changed since the last time.

import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runQuietly, SetUpFailed } from './processes.mjs'
import { environmentFor, findRuntime, isNewEnough, projectFolder, runtimeFolder } from './runtime.mjs'

const packages = join(projectFolder, 'node_modules')
const packagesMarker = join(packages, '.gesso-set-up')
const studioBuilt = join(projectFolder, 'dist', 'studio')
const studioMarker = join(projectFolder, 'dist', '.gesso-studio')
const studioSources = ['studio', 'client', 'vite.config.ts', 'bootstrap/first-look.mjs', 'package-lock.json']

/** Returns the Node.js to run on. @throws SetUpFailed with a sentence for the person in front of it */
export async function setUp({ studio = true } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) throw new SetUpFailed(`Gesso needs Node.js 20.19 or newer to start; this is ${process.versions.node}. Install a newer one.`)
  const installed = await Promise.allSettled([installPackages(), installRuntime()])
  const failure = installed.find((one) => one.status === 'rejected')
  if (failure) throw failure.reason
  const runtime = findRuntime()
  if (!runtime) throw new SetUpFailed(`Gesso runs on Node.js 24, and brings one for Linux (x64, arm64) only; this is ${process.platform}-${process.arch} with ${process.versions.node}. Install Node.js 24 and start again with it.`)
  if (studio) await buildStudio(runtime)
  return runtime
}

async function installPackages() {
  const wanted = digestOf([join(projectFolder, 'package-lock.json')])
  if (readIfThere(packagesMarker) === wanted) return
  await npmCi(projectFolder, 'Installing packages')
  writeFileSync(packagesMarker, wanted)
}

async function installRuntime() {
  if (isNewEnough()) return
  const marker = join(runtimeFolder, 'node_modules', '.gesso-set-up')
  const wanted = digestOf([join(runtimeFolder, 'package-lock.json')])
  if (findRuntime() && readIfThere(marker) === wanted) return
  await npmCi(runtimeFolder, `Installing Node.js 24 beside this ${process.versions.node}`)
  writeFileSync(marker, wanted)
}

async function buildStudio(runtime) {
  const sources = studioSources.map((name) => join(projectFolder, name)).filter(existsSync)
  if (!existsSync(join(projectFolder, 'vite.config.ts'))) return
  const wanted = digestOf(sources)
  if (existsSync(join(studioBuilt, 'index.html')) && readIfThere(studioMarker) === wanted) return
  const done = step('Building the studio')
  const vite = join(packages, 'vite', 'bin', 'vite.js')
  const { code, said } = await runQuietly(runtime, [vite, 'build', '--logLevel', 'warn'], { cwd: projectFolder, env: environmentFor(runtime) })
  if (code !== 0) throw new SetUpFailed(`The studio could not be built:\n${lastLines(said)}`)
  writeFileSync(studioMarker, wanted)
  done()
}

async function npmCi(folder, title) {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new SetUpFailed(`The folder ${folder} cannot be written to, and packages must be installed into it. Clone Gesso into a folder of your own.`)
  }
  const done = step(title)
  const result = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], folder)
  if (result.code !== 0) throw new SetUpFailed(explain(result.said, folder))
  done()
}

/** npm of the running Node.js where it can be found by `npm start` itself, else from the path. */
async function npm(given, folder) {
  const own = process.env.npm_execpath
  const options = { cwd: folder, env: withoutNpmSettings(process.env) }
  try {
    if (own?.endsWith('.js') && existsSync(own)) return await runQuietly(process.execPath, [own, ...given], options)
    return await runQuietly('npm', given, options)
  } catch (error) {
    if (error.code === 'ENOENT') throw new SetUpFailed('npm was not found. Install it (it comes with Node.js; on Debian: apt-get install npm) and start again.')
    throw error
  }
}

/** What `npm start` sets about the outer project would confuse an npm inside; what the user set stays. */
function withoutNpmSettings(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_(package|lifecycle|command|config_local_prefix)/.test(name)))
}

function explain(said, folder) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(said)) {
    return `The npm registry cannot be reached, and packages are missing in ${folder}. Connect this machine for the set-up; afterwards Gesso runs without a network.\n${lastLines(said)}`
  }
  if (/ENOSPC/.test(said)) return `The disk is full: the packages need about 900 MB in ${folder}.`
  if (/EACCES|EROFS|EPERM/.test(said)) return `npm may not write where it needs to (${folder}, or its cache). Clone Gesso into a folder of your own.\n${lastLines(said)}`
  return `npm could not install the packages in ${folder}:\n${lastLines(said)}`
}

function step(title) {
  const began = Date.now()
  console.error(`${title} ...`)
  return () => console.error(`${title}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/** Names and contents of files and of everything in folders. */
function digestOf(places) {
  const hash = createHash('sha256')
  for (const place of places) {
    for (const file of filesIn(place)) hash.update(relative(projectFolder, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function filesIn(place) {
  const found = []
  const look = (at, isFolder) => {
    if (!isFolder) return found.push(at)
    const entries = readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) if (entry.name !== 'node_modules') look(join(at, entry.name), entry.isDirectory())
  }
  look(place, !/\.\w+$/.test(place))
  return found
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

const lastLines = (text) => text.trim().split('\n').slice(-12).join('\n')
