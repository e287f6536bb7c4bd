// The same call as curl, as Node and as Python: what is shown here is run as it stands by a test.

import type { Call } from './call.ts'

export const codeKinds = ['curl', 'node', 'python'] as const
export type CodeKind = (typeof codeKinds)[number]

export function codeOf(kind: CodeKind, call: Call): string {
  return { curl: curlOf, node: nodeOf, python: pythonOf }[kind](call)
}

export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function curlOf({ base, path, body, picture, withKey }: Call): string {
  const sent =
    picture === undefined
      ? ["-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(body))}`]
      : [`-F image=@${quoted(picture)}`, ...Object.entries(body).map(([name, value]) => `--form-string ${quoted(`${name}=${value}`)}`)]
  return [`curl ${base}${path}`, ...(withKey ? ['-H "authorization: Bearer $GESSO_API_KEY"'] : []), ...sent].join(' \\\n  ')
}

const isAddress = ({ dialect, body }: Call): boolean => dialect === 'zai' || body['response_format'] === 'url'

function endingOf({ body }: Call): string {
  const format = body['output_format'] ?? 'png'
  return format === 'jpeg' ? 'jpg' : String(format)
}

function nodeOf(call: Call): string {
  const { base, body, picture, withKey } = call
  const file = picture === undefined ? [] : [`  image: createReadStream(${JSON.stringify(picture)}),`]
  const fields = Object.entries(body).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`)
  const bytes = isAddress(call) ? 'Buffer.from(await (await fetch(url)).arrayBuffer())' : "Buffer.from(b64_json, 'base64')"
  return [
    "import OpenAI from 'openai'",
    ...(picture === undefined ? [] : ["import { createReadStream } from 'node:fs'"]),
    "import { writeFile } from 'node:fs/promises'",
    '',
    `const openai = new OpenAI({ baseURL: '${base}', apiKey: ${withKey ? 'process.env.GESSO_API_KEY' : "'any'"} })`,
    '',
    `const { data } = await openai.images.${picture === undefined ? 'generate' : 'edit'}({`,
    ...file,
    ...fields,
    '})',
    `for (const [at, { ${isAddress(call) ? 'url' : 'b64_json'} }] of data.entries()) {`,
    `  await writeFile(\`picture-\${at + 1}.${endingOf(call)}\`, ${bytes})`,
    '}',
  ].join('\n')
}

/** Fields that the Python package does not know go into its extra body. */
const unknownToPython = ['negative_prompt', 'style', 'seed', 'steps', 'guidance', 'strength']

function pythonOf(call: Call): string {
  const { base, body, picture, withKey } = call
  const entries = Object.entries(body)
  const own = entries.filter(([name]) => !unknownToPython.includes(name)).map(([name, value]) => `    ${name}=${JSON.stringify(value)},`)
  const extra = entries.filter(([name]) => unknownToPython.includes(name)).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
  const file = `f"picture-{at}.${endingOf(call)}"`
  return [
    ...(isAddress(call) ? [] : ['import base64']),
    ...(withKey ? ['import os'] : []),
    ...(isAddress(call) ? ['from urllib.request import urlretrieve'] : ['from pathlib import Path']),
    '',
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url="${base}", api_key=${withKey ? 'os.environ["GESSO_API_KEY"]' : '"any"'})`,
    '',
    `answer = client.images.${picture === undefined ? 'generate' : 'edit'}(`,
    ...(picture === undefined ? [] : [`    image=open(${JSON.stringify(picture)}, "rb"),`]),
    ...own,
    ...(extra.length > 0 ? [`    extra_body={${extra.join(', ')}},`] : []),
    ')',
    'for at, picture in enumerate(answer.data, 1):',
    isAddress(call) ? `    urlretrieve(picture.url, ${file})` : `    Path(${file}).write_bytes(base64.b64decode(picture.b64_json))`,
  ].join('\n')
}
