// Finds the region of a request: a header that the operator's proxy sets, or a file of networks that is read anew when it changes.

import { readFile, stat } from 'node:fs/promises'
import ipaddr from 'ipaddr.js'
import type { Charter } from '../charter/schema.ts'
import type { Region, Regions } from '../core/regions.ts'

interface Networks {
  readAt: number
  writtenAt: string
  count: number
  /** By kind and length of the prefix, longest first; within one, regions by the prefix. */
  lengths: Array<{ kind: 'ipv4' | 'ipv6'; bits: number; regions: Map<string, string> }>
}

/** undefined where the charter finds no regions. */
export function openRegions({ regions }: Charter): Regions | undefined {
  if (regions.source === 'header') return byHeader(regions.header ?? '')
  return regions.source === 'file' ? byFile(regions.networksFile ?? '') : undefined
}

/** Anybody can send a header: it counts only when a trusted proxy handed the request on. */
function byHeader(name: string): Regions {
  return {
    find: async (_address, headers, viaProxy) => regionOf(viaProxy ? headers.get(name) : null),
    facts: async () => undefined,
  }
}

const regionOf = (text: string | null | undefined): Region => {
  const code = text?.trim().toUpperCase() ?? ''
  // XX and ZZ stand for "not known", T1 for a network that hides it.
  return /^[A-Z]{2}$/.test(code) && code !== 'XX' && code !== 'ZZ' ? { code } : {}
}

function byFile(file: string): Regions {
  let known: Networks | undefined
  async function current(): Promise<Networks> {
    const { mtime } = await stat(file)
    if (known && known.readAt === mtime.getTime()) return known
    known = readNetworks(await readFile(file, 'utf8'), mtime)
    return known
  }
  return {
    async find(address) {
      const networks = await current()
      return address !== undefined && ipaddr.isValid(address) ? lookUp(networks, address) : {}
    },
    async facts() {
      const { writtenAt, count } = await current()
      return { writtenAt, networks: count }
    },
  }
}

/** `192.0.2.0/24 DE`, a comma or spaces between; `#` begins a comment; a line that cannot be read stops everything. */
export function readNetworks(text: string, changedAt: Date): Networks {
  const found = new Map<string, Map<string, string>>()
  let count = 0
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/#.*$/, '').trim()
    if (!line) return
    const [network = '', code = ''] = line.split(/[\s,;]+/)
    if (!ipaddr.isValidCIDR(network) || !/^[A-Za-z]{2}$/.test(code)) throw new Error(`the file of networks cannot be read in line ${index + 1}`)
    const [base, bits] = ipaddr.parseCIDR(network)
    const name = `${base.kind()}/${bits}`
    const regions = found.get(name) ?? new Map<string, string>()
    regions.set(prefixOf(base.toByteArray(), bits), code.toUpperCase())
    found.set(name, regions)
    count++
  })
  const lengths = [...found].map(([name, regions]) => ({ kind: name.split('/')[0] as 'ipv4' | 'ipv6', bits: Number(name.split('/')[1]), regions }))
  const dated = /^#\s*date:\s*(\d{4}-\d{2}-\d{2})\s*$/m.exec(text)?.[1]
  return { readAt: changedAt.getTime(), writtenAt: dated ?? changedAt.toISOString().slice(0, 10), count, lengths: lengths.sort((a, b) => b.bits - a.bits) }
}

function lookUp({ lengths }: Networks, address: string): Region {
  const found = ipaddr.process(address)
  const bytes = found.toByteArray()
  for (const { kind, bits, regions } of lengths) {
    const code = kind === found.kind() ? regions.get(prefixOf(bytes, bits)) : undefined
    if (code) return regionOf(code)
  }
  return {}
}

/** The first bits of an address, the rest as zero. */
function prefixOf(bytes: readonly number[], bits: number): string {
  return bytes.map((byte, place) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - place * 8))) & 0xff).join('.')
}
