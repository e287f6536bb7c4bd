// The guides in English, as text.

export const texts = import.meta.glob<string>('./texts/en/*.md', { eager: true, query: '?raw', import: 'default' })
