// /v1/files: what accounts upload for edits and batches, and the answers of batches.

import { Stated } from '../../core/errors.ts'
import { deleteFile as drop, keepFile, keptBytes, listFiles as listKept, needAccount, readFile as readKept, type KeptFile } from '../../core/files.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readQuery } from '../body.ts'
import { readForm } from '../form.ts'
import { filesQuery, type FileBody } from '../schemas/clients.ts'
import { answersText } from './batches.ts'

/** Room for the form around the file. */
const formBytes = 65_536

export async function uploadFile(ask: AskOfCaller): Promise<Response> {
  const { parts, caller } = ask
  needAccount(caller)
  const { fields, files } = await readForm(ask, parts.charter.files.each + formBytes)
  const [file] = files.filter(({ field }) => field === 'file')
  if (!file) throw new Stated('field_invalid', { field: 'file', reason: 'send the file in this field of the form' }, 'file')
  const purpose = fields.purpose ?? ''
  if (!/^[\w-]{1,40}$/.test(purpose)) throw new Stated('field_invalid', { field: 'purpose', reason: 'say what it is for, e.g. batch or vision' }, 'purpose')
  const kept = await keepFile(parts, caller, { name: file.name.slice(0, 255), purpose, bytes: file.bytes, expiresAfter: expiryOf(fields['expires_after[seconds]']) })
  return json(describeFile(kept))
}

function expiryOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = Number(text)
  if (Number.isInteger(seconds) && seconds >= 3600 && seconds <= 2_592_000) return seconds
  throw new Stated('field_invalid', { field: 'expires_after[seconds]', reason: 'it must be a whole number from 3600 to 2592000' }, 'expires_after[seconds]')
}

export async function listFiles(ask: AskOfCaller): Promise<Response> {
  const { after, limit = 100, purpose, order } = readQuery(ask, filesQuery)
  const { files, more } = await listKept(ask.parts, ask.caller, { after, limit: Math.min(limit, 100), purpose, oldestFirst: order === 'asc' })
  return json({ object: 'list', data: files.map(describeFile), first_id: files[0]?.row.id ?? null, last_id: files.at(-1)?.row.id ?? null, has_more: more })
}

export async function readFile({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json(describeFile(await readKept(parts, caller, path('id'))))
}

export async function readFileContent(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, path } = ask
  const kept = await readKept(parts, caller, path('id'))
  const headers = { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' }
  if (kept.row.batch) return new Response(await answersText(ask, kept.row), { headers })
  return new Response(new Uint8Array(await keptBytes(parts, caller, kept.row.id)), { headers })
}

export async function deleteFile({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const id = path('id')
  await drop(parts, caller, id)
  return json({ id, object: 'file', deleted: true })
}

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000)

export function describeFile({ row, name }: KeptFile): FileBody {
  const { id, size, createdAt, deadline, purpose } = row
  return { id, object: 'file', bytes: size, created_at: seconds(createdAt), expires_at: deadline ? seconds(deadline) : null, filename: name, purpose, status: 'processed' }
}
