// The project's own source files, read with the TypeScript parser.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

export const project = join(import.meta.dirname, '..')

export interface SourceFile {
  /** From the project's folder, e.g. `src/core/rules.ts`. */
  path: string
  text: string
  tree: ts.SourceFile
}

export interface Import {
  /** From the project's folder for relative ones, as written for packages. */
  target: string
  relative: boolean
  typeOnly: boolean
  /** What is taken from it as a value; `*` = everything. */
  names: string[]
}

/** All TypeScript below these folders, or the files themselves. */
export function sourceFiles(...places: string[]): SourceFile[] {
  return places.flatMap(pathsIn).map((path) => {
    const text = readFileSync(join(project, path), 'utf8')
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
  })
}

function pathsIn(place: string): string[] {
  if (/\.tsx?$/.test(place)) return [place]
  return readdirSync(join(project, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
    .sort()
}

/** Static and dynamic imports, re-exports included. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  const add = (name: string, typeOnly: boolean, names = ['*']): void => {
    const isRelative = name.startsWith('.')
    found.push({ target: isRelative ? join(dirname(file.path), name) : name, relative: isRelative, typeOnly, names })
  }
  visit(file.tree, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, namesOf(node.importClause))
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) add(node.moduleSpecifier.text, node.isTypeOnly)
    const [first] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : []
    if (first && ts.isStringLiteral(first)) add(first.text, false)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) add(node.argument.literal.text, true)
  })
  return found
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const { namedBindings } = clause ?? {}
  if (!namedBindings || clause?.name || ts.isNamespaceImport(namedBindings)) return ['*']
  return namedBindings.elements.filter((one) => !one.isTypeOnly).map((one) => (one.propertyName ?? one.name).text)
}

export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

/** Names that stand for a global here: neither declared in the file nor the name of a member. */
export function globalsUsed(file: SourceFile, names: readonly string[]): string[] {
  const found: string[] = []
  visit(file.tree, (node) => {
    if (!ts.isIdentifier(node) || !names.includes(node.text)) return
    const { parent } = node
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node
    const isDeclared = (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent) || ts.isParameter(parent)) && parent.name === node
    if (!isMember && !isDeclared && !inType(node)) found.push(`${node.text} in line ${lineOf(file, node)}`)
  })
  return found
}

function inType(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (ts.isTypeNode(at) && !ts.isExpressionWithTypeArguments(at)) return true
  return false
}

export function lineOf(file: SourceFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
}
