// Every setting of a charter as a flat table, read from the schema itself: what explain, diff and the docs show.

import { z } from 'zod'
import { charterSchema, type Charter } from './schema.ts'

export interface Setting {
  /** e.g. `retention.imageDays`. */
  path: string
  meaning: string
  /** What it may be, in words: `1 to 3650`, `owner, sessions or keys`. */
  limits: string
  /** As JSON; undefined when it must be given. */
  usual?: string
}

interface Shape {
  type?: string
  description?: string
  properties?: Record<string, Shape>
  anyOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  default?: unknown
  items?: Shape
}

export function settingsTable(): Setting[] {
  return flatten(z.toJSONSchema(charterSchema, { io: 'input' }) as Shape, '')
}

/** Value of each setting in a loaded charter, as JSON, by path. */
export function valuesOf(charter: Charter): Map<string, string> {
  return new Map(settingsTable().map(({ path }) => [path, JSON.stringify(path.split('.').reduce((at: unknown, name) => (at as Record<string, unknown>)?.[name], charter))]))
}

export interface Change {
  path: string
  before: string
  after: string
}

export function diffCharters(before: Charter, after: Charter): Change[] {
  const old = valuesOf(before)
  return [...valuesOf(after)].flatMap(([path, value]) => (old.get(path) === value ? [] : [{ path, before: old.get(path) ?? 'unset', after: value ?? 'unset' }]))
}

function flatten(shape: Shape, path: string): Setting[] {
  if (shape.properties) {
    return Object.entries(shape.properties).flatMap(([name, part]) => flatten(part, path ? `${path}.${name}` : name))
  }
  const usual = shape.default === undefined ? undefined : JSON.stringify(shape.default)
  return [{ path, meaning: shape.description ?? '', limits: limitsOf(shape), usual }]
}

function limitsOf(shape: Shape): string {
  if (shape.anyOf) return listed(shape.anyOf.map(limitsOf))
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return listed(shape.enum.map(String))
  if (shape.type === 'array') return `a list of ${shape.items ? limitsOf(shape.items) : 'values'}`
  if (shape.minimum !== undefined && shape.maximum !== undefined) return `${shape.minimum} to ${shape.maximum}`
  if (shape.maxLength !== undefined) return `text of ${shape.minLength ?? 0} to ${shape.maxLength} characters`
  if (shape.pattern) return `text like ${shape.pattern}`
  return shape.type === 'boolean' ? 'true or false' : shape.type === 'object' ? 'a table of names' : 'text'
}

function listed(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`
}
