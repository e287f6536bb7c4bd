// Who signs: own keys that stay the same and stay private, an operator's certificate, and time stamps.

import 'reflect-metadata'
import { createServer, type Server } from 'node:http'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { X509Certificate } from '@peculiar/x509'
import { LocalTimestampProvider } from '@trustnxt/c2pa-ts/rfc3161'
import { TimeStampReq } from 'pkijs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { charterWith, madeAt, readByReference } from '../../test/labels/labelled.ts'
import { createAuthority, hasAuthority, openAuthority, type Authority } from './authority.ts'
import { createLabels, labelsBy } from './labels.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'gesso-authority-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const text = { number: 'img_1', engine: 'painter', model: 'painter', version: '1', madeAt, edited: false }
const picture = async () => new Uint8Array(await sharp({ create: { width: 64, height: 64, channels: 3, background: '#456' } }).png().toBuffer())
const pem = (kind: string, der: Uint8Array): string => `-----BEGIN ${kind}-----\n${Buffer.from(der).toString('base64').match(/.{1,64}/g)?.join('\n')}\n-----END ${kind}-----\n`

test('is made once, though several ask at once, and only its user can read it', async () => {
  const home = join(folder, 'own')
  expect(await hasAuthority(home)).toBe(false)
  const all = await Promise.all(Array.from({ length: 5 }, () => openAuthority(home, 'Gesso')))
  expect(new Set(all.map(({ root }) => root)).size).toBe(1)
  expect((await openAuthority(home, 'Another name')).chain).toEqual(all[0]?.chain)
  expect((await stat(join(home, 'authority.json'))).mode & 0o777).toBe(0o600)
  expect((await stat(home)).mode & 0o077).toBe(0)
  expect(await hasAuthority(home)).toBe(true)
})

test('forgets the key above its own', async () => {
  const home = join(folder, 'own')
  const { key } = await openAuthority(home, 'Gesso')
  const kept = JSON.parse(await readFile(join(home, 'authority.json'), 'utf8')) as Record<string, string>
  expect(Object.keys(kept).sort()).toEqual(['chain', 'key', 'root', 'secret'])
  expect(Buffer.from(kept['key'] ?? '', 'base64').equals(Buffer.from(key))).toBe(true)
})

test('a name with commas, quotes and Chinese stays one name', async () => {
  const name = 'Atelier, "Nord" 公司=1'
  const { chain } = await createAuthority(name)
  expect(new X509Certificate(chain[0] ?? '').subjectName.getField('O')).toEqual(["Atelier, 'Nord' 公司=1"])
})

test('an operator signs with a certificate of their own', async () => {
  const theirs = await createAuthority('Operator')
  const [chainFile, keyFile] = [join(folder, 'chain.pem'), join(folder, 'key.pem')]
  await writeFile(chainFile, `${theirs.chain.join('\n')}\n${theirs.root}\n`)
  await writeFile(keyFile, pem('PRIVATE KEY', theirs.key))
  const labels = await createLabels(charterWith({ certificate: { chainFile, keyFile } }), { folder: join(folder, 'operator') })
  const signed = await labels.sign(await picture(), 'png', text)
  const { state, signatureInfo } = await readByReference(signed, 'png')
  expect([state, signatureInfo['issuer']]).toEqual(['Valid', 'Operator'])
  expect((await labels.inspect(signed)).layers[0]).toMatchObject({ finding: 'ours' })
})

/** A small authority on loopback, answering as RFC 3161 says. */
async function serveTime(authority: Authority): Promise<{ address: string; asked: () => number; server: Server }> {
  let asked = 0
  const provider = new LocalTimestampProvider(new X509Certificate(authority.chain[0] ?? '') as never, authority.key)
  const server = createServer((request, response) => {
    asked++
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const query = TimeStampReq.fromBER(new Uint8Array(Buffer.concat(parts)))
      void provider.getSignedTimestamp(query).then((answer) => response.end(Buffer.from(answer.toSchema().toBER())))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as { port: number }).port}/tsa`, asked: () => asked, server }
}

test('a time stamp is asked for where the charter names an authority, and its absence stops nothing', async () => {
  const clock = await serveTime(await createAuthority('Time'))
  const authority = await createAuthority('Gesso')
  const ask = (url: string, _: string, init: RequestInit) => fetch(url, init)
  const labels = labelsBy(authority, charterWith({ timestampAuthority: clock.address }), ask as never)
  const stamped = await labels.sign(await picture(), 'png', text)
  expect(clock.asked()).toBe(1)
  expect((await labels.inspect(stamped)).layers[0]?.facts).toHaveProperty('stampedAt')
  await new Promise((resolve) => clock.server.close(resolve))
  const plain = await labels.sign(await picture(), 'png', text)
  expect((await readByReference(plain, 'png')).state).toBe('Valid')
  expect((await labels.inspect(plain)).layers[0]?.facts).not.toHaveProperty('stampedAt')
})
