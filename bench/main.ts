// `npm run bench`: lists the measurements; `npm run bench NAME ...` makes one.

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const benches: Record<string, string> = {
  'first-picture': 'seconds from a clone with an empty npm cache to the first picture, and of a second start',
  erase: 'an owner with many pictures forgotten: npm run bench erase [pictures]',
  faults: 'one of two engines dead, slow, lying or cutting: npm run bench faults [orders of each kind]',
  growth: 'reading, listing and sweeping as a server fills; writes docs/pictures/growth.svg: npm run bench growth [pictures] [due at once]',
  kills: 'orders lost or done twice under random kills: npm run bench kills [kills of processes] [kills of PostgreSQL]',
  labels: 'how labels survive and what they cost; writes the tables of docs/labels.md: npm run bench labels [checkpoint or folder of pictures] [how many]',
  painter: 'a picture by the painter beside the time its graphs alone take',
  relay: 'stored and relayed pictures beside a plain file server, Portkey and HAProxy: npm run bench relay [seconds]',
  stages: 'a relayed picture with all labels beside the sum of its stages, in computing time: npm run bench stages [pictures]',
  'style-samples': 'draws the samples of styles and examples that the studio shows',
  lighthouse: 'what Lighthouse says of the first page, at a desk and on a phone: npm run bench lighthouse [folder with lighthouse]',
  screenshots: 'takes the pictures of the studio for the documents: npm run bench screenshots [page ...]',
  'studio-scroll': 'the longest task while scrolling through 10,000 pictures in the studio: npm run bench studio-scroll [passes]',
  'readme-pictures': 'draws the pictures of the README anew',
}

const [name, ...given] = process.argv.slice(2)
if (name === undefined || !(name in benches)) {
  if (name !== undefined) console.error(`There is no measurement "${name}".`)
  for (const [one, what] of Object.entries(benches)) console.log(`npm run bench ${one.padEnd(16)} ${what}`)
  process.exit(name === undefined ? 0 : 2)
}
const child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...given], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
