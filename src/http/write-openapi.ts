// Writes openapi.json, the client's types, the schema of portable copies and the words that may reach the log from the URL map: `npm run generate`.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { z } from '@hono/zod-openapi'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'
import { copyFiles } from './schemas/copy.ts'

const project = join(import.meta.dirname, '../..')

export const apiFile = join(project, 'openapi.json')
export const typesFile = join(project, 'client/schema.ts')
export const copyFile = join(project, 'docs/copy.schema.json')
export const logWordsFile = join(project, 'src/core/log-words.ts')

/** What the files must hold. */
export async function generate(): Promise<{ api: string; types: string; copy: string; logWords: string }> {
  const document = describeApi(routes)
  const types = astToString(await openapiTypes(document as unknown as OpenAPI3))
  const files = Object.fromEntries(Object.entries(copyFiles).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'output' })]))
  return {
    copy: `${JSON.stringify({ title: 'Files of a portable copy (GET /v1/export), each by its JSON Schema', files }, null, 2)}\n`,
    api: `${JSON.stringify(document, null, 2)}\n`,
    logWords: writeLogWords(),
    types: `// Types of the API, generated from openapi.json by \`npm run generate\`. Not edited by hand.\n\n${types}`,
  }
}

/** The rule on logs may import no URL map, so it gets its fixed words as a list. */
function writeLogWords(): string {
  const ofRoutes = routes.flatMap(({ path }) => path.split('/')).filter((word) => word !== '').flatMap((word) => (word.startsWith(':') ? [word, `{${word.slice(1)}}`] : [word]))
  const list = [...new Set(ofRoutes)].sort().map((word) => `  '${word}',\n`).join('')
  return `// Words of the URL map that may reach the log, generated from it by \`npm run generate\`. Not edited by hand.\n\nexport const routeWords: readonly string[] = [\n${list}]\n`
}

if (import.meta.main) {
  const { api, types, copy, logWords } = await generate()
  await writeFile(apiFile, api)
  await writeFile(typesFile, types)
  await writeFile(copyFile, copy)
  await writeFile(logWordsFile, logWords)
}
