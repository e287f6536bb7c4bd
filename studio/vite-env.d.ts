// Tells TypeScript about the files that only the bundler reads.

declare module '*.css'
