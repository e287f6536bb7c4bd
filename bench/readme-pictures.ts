// Draws the pictures of the README with the shipped painter, by `gesso draw`, and writes them into it.

import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const seed = '7'
const prompts = process.argv.slice(2)
const usual = ['a red apple', 'a fox in the snow', 'a rocket in space', 'four strawberries', 'a castle at sunset', 'a blue car on the road', 'a cup of coffee on the table', 'pixel art of a mushroom', '夜空中的猫头鹰']
/** Prompts in letters that make no file name are numbered. */
let unnamed = 0

interface Drawn {
  version: string
  steps: number
  files: Array<{ seed: number }>
}

const cells: string[] = []
let last: Drawn | undefined
await mkdir(join(project, 'docs/pictures'), { recursive: true })
for (const prompt of prompts.length > 0 ? prompts : usual) {
  const name = prompt.replace(/[^a-z0-9]+/gi, '-').toLowerCase().replace(/^-|-$/g, '')
  const file = `docs/pictures/${name || `prompt-${++unnamed}`}.png`
  const said = execFileSync(process.execPath, ['src/cli.ts', 'draw', prompt, '-o', file, '--seed', seed, '--json'], { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  last = JSON.parse(said) as Drawn
  cells.push(`<td align="center"><img src="${file}" width="160" alt="${prompt}"><br>${prompt}</td>`)
  console.log(file)
}
const rows = Array.from({ length: Math.ceil(cells.length / 3) }, (_, row) => `<tr>${cells.slice(row * 3, row * 3 + 3).join('')}</tr>`)
const words = `Seed ${seed}, ${last?.steps} steps, painter ${last?.version}; drawn by \`npm run bench readme-pictures\`. The first try of each, none picked.`
const readme = join(project, 'README.md')
const text = await readFile(readme, 'utf8')
await writeFile(readme, text.replace(/(<!-- pictures -->\n)[^]*?(<!-- end -->)/, (_, begin: string, end: string) => `${begin}\n<table>\n${rows.join('\n')}\n</table>\n\n${words}\n\n${end}`))
