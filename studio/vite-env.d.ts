// Tells TypeScript about the files that only the bundler reads.

declare module '*.css'

/** Files that match, by path; `eager` with `?url` gives their addresses, with `?raw` their text. */
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true; query: '?url' | '?raw'; import: 'default' }): Record<string, T>
}
