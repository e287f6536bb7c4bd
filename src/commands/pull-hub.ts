// Asks Hugging Face or ModelScope where a file lies, how large it is and what its SHA-256 must be.

import type { Door } from '../outbound/door.ts'
import { Failure } from './exit.ts'
import type { ModelFile } from './pull-catalogue.ts'
import type { Wanted } from './pull-download.ts'

export const hubs = { huggingface: 'https://huggingface.co', modelscope: 'https://modelscope.cn' } as const
export type Hub = keyof typeof hubs

/** Hosts that a download may lead to: the hub and where it keeps its large files. */
export function hostsOf(address: string): string[] {
  const { hostname } = new URL(address)
  return hostname.endsWith('huggingface.co') ? [hostname, '*.huggingface.co', '*.hf.co'] : hostname.endsWith('modelscope.cn') ? [hostname, '*.modelscope.cn', '*.aliyuncs.com'] : [hostname]
}

/** `address` is a hub or a mirror that speaks like it; without a revision its newest state. @throws Failure */
export async function findFile(reach: Door['fetch'], hub: Hub, address: string, file: ModelFile, revision?: string): Promise<Wanted> {
  return hub === 'huggingface' ? onHuggingFace(reach, address, file, revision ?? 'main') : onModelScope(reach, address, file)
}

/** A packed answer has another length than the file. */
const unpacked = { 'accept-encoding': 'identity' }

/** A large file's digest and size stand in two headers of the answer that leads on to it; small text has its git object id. */
async function onHuggingFace(reach: Door['fetch'], address: string, { repository, path }: ModelFile, revision: string): Promise<Wanted> {
  const url = `${address}/${repository}/resolve/${revision}/${path}`
  const { headers, status } = await reach(url, 'pull', { method: 'HEAD', headers: unpacked })
  const plain = (name: string): string => (headers.get(name) ?? '').replace(/^W\//, '').replaceAll('"', '').toLowerCase()
  const size = Number(headers.get('x-linked-size') ?? headers.get('content-length') ?? Number.NaN)
  return checked(url, status, plain('x-linked-etag') || plain('etag'), size, plain('x-repo-commit'))
}

async function onModelScope(reach: Door['fetch'], address: string, { repository, modelScope, path }: ModelFile): Promise<Wanted> {
  const name = modelScope ?? repository
  const url = `${address}/models/${name}/resolve/master/${path}`
  const answer = await reach(`${address}/api/v1/models/${name}/repo/files?Revision=master&Recursive=true`, 'pull')
  const list = answer.status === 200 ? ((await answer.json()) as { Data?: { Files?: Array<{ Path: string; Size: number; Sha256: string }> } }) : {}
  const found = list.Data?.Files?.find((one) => one.Path === path)
  return checked(url, answer.status, found?.Sha256.toLowerCase() ?? '', found?.Size ?? Number.NaN)
}

function checked(url: string, status: number, digest: string, size: number, revision?: string): Wanted {
  if (status >= 400) throw new Failure('unreachable', `${url} answered ${status}.`)
  const sha256 = /^[0-9a-f]{64}$/.test(digest) ? digest : undefined
  const gitId = /^[0-9a-f]{40}$/.test(digest) ? digest : undefined
  if (!(sha256 ?? gitId) || !(size > 0)) throw new Failure('failed', `${url} does not say its SHA-256 and size, so it is not fetched.`)
  return { url, size, sha256, gitId, revision: /^[0-9a-f]{40}$/.test(revision ?? '') ? revision : undefined }
}
