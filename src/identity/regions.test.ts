// Tests of finding regions: by a header of a trusted proxy, and by a file that is read anew when it changes.

import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import type { Regions } from '../core/regions.ts'
import { openRegions } from './regions.ts'

const folder = await mkdtemp(join(tmpdir(), 'gesso-regions-'))
afterAll(() => rm(folder, { recursive: true }))

function open(regions: Record<string, unknown>): Regions {
  const found = openRegions(readCharter({ name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 }, regions: { refused: ['KP'], listDate: '2026-11-01', ...regions } }))
  if (!found) throw new Error('no regions')
  return found
}

describe('by a header', () => {
  const regions = open({ source: 'header', header: 'x-region' })
  const find = (value: string | undefined, viaProxy = true) => regions.find('198.51.100.7', new Headers(value === undefined ? {} : { 'x-region': value }), viaProxy)

  it('believes a trusted proxy and nobody else', async () => {
    expect([await find('de'), await find(' FR ')]).toEqual([{ code: 'DE' }, { code: 'FR' }])
    expect(await find('DE', false)).toEqual({})
  })

  it('knows nothing from what is no region', async () => {
    for (const value of [undefined, '', 'XX', 'ZZ', 'T1', 'DEU', '1']) expect(await find(value)).toEqual({})
  })
})

describe('by a file of networks', () => {
  const file = join(folder, 'networks.txt')
  const regions = open({ source: 'file', networksFile: file })
  const find = (address: string | undefined) => regions.find(address, new Headers(), false)
  let written = 1_700_000_000
  const write = async (text: string) => {
    await writeFile(file, text)
    await utimes(file, ++written, written)
  }

  it('finds the narrowest network, of both kinds, and tells the date of the list', async () => {
    await write('# date: 2026-11-01\n192.0.2.0/24 DE # a lab\n192.0.2.128/25, fr\n\n2001:db8::/32\tKP\n10.0.0.1/32;IR\n')
    expect([await find('192.0.2.5'), await find('192.0.2.200'), await find('::ffff:192.0.2.5')]).toEqual([{ code: 'DE' }, { code: 'FR' }, { code: 'DE' }])
    expect([await find('2001:db8:9::1'), await find('10.0.0.1'), await find('10.0.0.2'), await find('nonsense'), await find(undefined)]).toEqual([{ code: 'KP' }, { code: 'IR' }, {}, {}, {}])
    expect(await regions.facts()).toEqual({ writtenAt: '2026-11-01', networks: 4 })
  })

  it('reads it anew when it changes; without a date the file\'s own counts', async () => {
    await write('192.0.2.0/24 AT\n')
    expect(await find('192.0.2.5')).toEqual({ code: 'AT' })
    expect(await regions.facts()).toEqual({ writtenAt: '2023-11-14', networks: 1 })
  })

  it('fails for everybody when a line cannot be read, or the file is gone', async () => {
    for (const line of ['192.0.2.0/24', '192.0.2.0/40 DE', 'somewhere DE', '192.0.2.0/24 GER']) {
      await write(`192.0.3.0/24 DE\n${line}\n`)
      await expect(find('192.0.3.1')).rejects.toThrow('line 2')
    }
    await rm(file)
    await expect(find('192.0.2.5')).rejects.toThrow()
  })
})
