// The guides in Chinese, as text.

export const texts = import.meta.glob<string>('./texts/zh/*.md', { eager: true, query: '?raw', import: 'default' })
