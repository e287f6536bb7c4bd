// Tells TypeScript about the files that only the bundler reads.

declare module '*.css'

/** Files that match, by path; `eager` with `?url` gives their addresses. */
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true; query: '?url'; import: 'default' }): Record<string, T>
}
