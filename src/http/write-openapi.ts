// Writes openapi.json and the client's types from the URL map: `npm run generate`.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'

const project = join(import.meta.dirname, '../..')

export const apiFile = join(project, 'openapi.json')
export const typesFile = join(project, 'client/schema.ts')

/** What both files must hold. */
export async function generate(): Promise<{ api: string; types: string }> {
  const document = describeApi(routes)
  const types = astToString(await openapiTypes(document as unknown as OpenAPI3))
  return {
    api: `${JSON.stringify(document, null, 2)}\n`,
    types: `// Types of the API, generated from openapi.json by \`npm run generate\`. Not edited by hand.\n\n${types}`,
  }
}

if (import.meta.main) {
  const { api, types } = await generate()
  await writeFile(apiFile, api)
  await writeFile(typesFile, types)
}
