// The charter `local` does everything without a network: inside a network namespace where the machine allows one, else with every socket watched.

import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { OfflineLife } from './offline-life.ts'
import { processes } from './program.ts'

const script = join(import.meta.dirname, 'offline-life.ts')
const everything = ['start', 'openai', 'events', 'picture', 'link', 'delete', 'reading']
/** Ways into a namespace of one's own whose loopback is up. */
const ways = [
  ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'],
  ['unshare', '--map-root-user', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'],
]
const way = ways.find(([program = '', ...given]) => {
  try {
    execFileSync(program, [...given, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

it(`does everything offline (${way ? 'in a network namespace' : 'every socket watched'})`, { timeout: 240_000 }, async () => {
  const home = join(tmpdir(), `gesso-offline-${process.pid}`)
  const seen = { loopback: 0, outside: new Set<string>() }
  try {
    const life = await run(home, (pid) => look(pid, seen))
    expect(life).toEqual({ done: everything, reached: false })
    expect([...seen.outside]).toEqual([])
    // The watch itself is checked: without a namespace it must have seen the program talk to itself.
    if (!way) expect(seen.loopback).toBeGreaterThan(0)
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})

function run(home: string, watch: (pid: number) => void): Promise<OfflineLife> {
  const command = [...(way ?? []), process.execPath, script, home, way ? 'isolated' : 'watched']
  return new Promise((resolve, reject) => {
    const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] })
    let [said, complained] = ['', '']
    child.stdout.on('data', (part: Buffer) => (said += part.toString()))
    child.stderr.on('data', (part: Buffer) => (complained += part.toString()))
    const timer = way ? undefined : setInterval(() => child.pid && watch(child.pid), 20)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(timer)
      if (code === 0) resolve(JSON.parse(said.trim().split('\n').at(-1) ?? '') as OfflineLife)
      else reject(new Error(`ended with ${code}: ${said}${complained}`))
    })
  })
}

/** Far ends of every socket that the tree of this process holds. */
function look(root: number, seen: { loopback: number; outside: Set<string> }): void {
  const all = processes()
  const tree = new Set([root])
  for (let grown = true; grown; ) {
    const more = all.filter(({ pid, parent }) => tree.has(parent) && !tree.has(pid))
    more.forEach(({ pid }) => tree.add(pid))
    grown = more.length > 0
  }
  const own = new Set([...tree].flatMap(socketsOf))
  for (const { inode, far } of connections()) {
    if (!own.has(inode)) continue
    if (isLoopback(far)) seen.loopback++
    else seen.outside.add(far)
  }
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

/** Connected sockets only: listening ones and unconnected UDP have no far end. */
function connections(): Array<{ inode: string; far: string }> {
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) => {
    try {
      const lines = readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1)
      return lines.map((line) => line.trim().split(/\s+/)).flatMap(([, , far = '', , , , , , , inode = '']) => (/^0+:0+$/.test(far) ? [] : [{ inode, far: far.split(':')[0] ?? '' }]))
    } catch {
      return []
    }
  })
}

/** As the kernel prints them: 127.0.0.1 is 0100007F; ::1 and IPv4 in IPv6 likewise, word by word. */
function isLoopback(far: string): boolean {
  return /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/.test(far)
}
