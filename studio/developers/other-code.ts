// A call of another kind as curl, as Node and as Python: what is shown here is run as it stands by a test.

import { quoted, type CodeKind } from './code.ts'
import type { Modality, OtherCall } from './other-call.ts'

export function otherCodeOf(kind: CodeKind, call: OtherCall): string {
  return { curl: curlOf, node: nodeOf, python: pythonOf }[kind](call)
}

const soundOf = ({ body }: OtherCall): string => `speech.${String(body['response_format'] ?? 'mp3')}`

function curlOf(call: OtherCall): string {
  const { base, path, body, file, modality, withKey } = call
  const key = withKey ? ['-H "authorization: Bearer $GESSO_API_KEY"'] : []
  const sent =
    file === undefined
      ? ["-H 'content-type: application/json'", `-d ${quoted(JSON.stringify(body))}`]
      : [`-F file=@${quoted(file)}`, ...Object.entries(body).map(([name, value]) => `--form-string ${quoted(`${name}=${String(value)}`)}`)]
  const kept = modality === 'speech' ? [`-o ${soundOf(call)}`] : []
  return [`curl ${body['stream'] ? '-N ' : ''}${base}${path}`, ...key, ...sent, ...kept].join(' \\\n  ')
}

const methods: Record<Modality, string> = { language: 'chat.completions.create', embeddings: 'embeddings.create', speech: 'audio.speech.create', transcription: 'audio.transcriptions.create', video: 'videos.create' }

function nodeOf(call: OtherCall): string {
  const { base, body, file, modality, withKey } = call
  const writes = modality === 'speech' || modality === 'video'
  const fields = [...(file === undefined ? [] : [`  file: createReadStream(${JSON.stringify(file)}),`]), ...Object.entries(body).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`)]
  return [
    "import OpenAI from 'openai'",
    ...(file === undefined ? [] : ["import { createReadStream } from 'node:fs'"]),
    ...(writes ? ["import { writeFile } from 'node:fs/promises'"] : []),
    '',
    `const openai = new OpenAI({ baseURL: '${base}', apiKey: ${withKey ? 'process.env.GESSO_API_KEY' : "'any'"} })`,
    '',
    `${modality === 'video' ? 'let video' : 'const answer'} = await openai.${methods[modality]}({`,
    ...fields,
    '})',
    ...nodeEndOf(call),
  ].join('\n')
}

function nodeEndOf(call: OtherCall): string[] {
  const { modality, body } = call
  if (modality === 'language') return body['stream'] ? ["for await (const part of answer) process.stdout.write(part.choices[0]?.delta?.content ?? '')"] : ['console.log(answer.choices[0].message.content)']
  if (modality === 'embeddings') return ['console.log(answer.data[0].embedding)']
  if (modality === 'speech') return [`await writeFile('${soundOf(call)}', Buffer.from(await answer.arrayBuffer()))`]
  if (modality === 'transcription') return ['console.log(answer.text)']
  return [
    "while (video.status === 'queued' || video.status === 'in_progress') {",
    '  await new Promise((resolve) => setTimeout(resolve, 2000))',
    '  video = await openai.videos.retrieve(video.id)',
    '}',
    "await writeFile('video.mp4', Buffer.from(await (await openai.videos.downloadContent(video.id)).arrayBuffer()))",
  ]
}

function pythonOf(call: OtherCall): string {
  const { base, body, file, modality, withKey } = call
  const value = (given: unknown): string => (given === true ? 'True' : JSON.stringify(given))
  return [
    ...(withKey ? ['import os'] : []),
    ...(modality === 'video' ? ['import time'] : []),
    ...(withKey || modality === 'video' ? [''] : []),
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url="${base}", api_key=${withKey ? 'os.environ["GESSO_API_KEY"]' : '"any"'})`,
    '',
    `${modality === 'video' ? 'video' : 'answer'} = client.${methods[modality]}(`,
    ...(file === undefined ? [] : [`    file=open(${JSON.stringify(file)}, "rb"),`]),
    ...Object.entries(body).map(([name, given]) => `    ${name}=${value(given)},`),
    ')',
    ...pythonEndOf(call),
  ].join('\n')
}

function pythonEndOf(call: OtherCall): string[] {
  const { modality, body } = call
  if (modality === 'language') return body['stream'] ? ['for part in answer:', '    if part.choices:', '        print(part.choices[0].delta.content or "", end="", flush=True)'] : ['print(answer.choices[0].message.content)']
  if (modality === 'embeddings') return ['print(answer.data[0].embedding)']
  if (modality === 'speech') return [`answer.write_to_file("${soundOf(call)}")`]
  if (modality === 'transcription') return ['print(answer.text)']
  return ['while video.status in ("queued", "in_progress"):', '    time.sleep(2)', '    video = client.videos.retrieve(video.id)', 'client.videos.download_content(video.id).write_to_file("video.mp4")']
}
