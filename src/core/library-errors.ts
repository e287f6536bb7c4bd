// What can stand in the way of arranging pictures, in English and Chinese; part of the errors the product states.

export const librarySentences = {
  boards_full: {
    en: 'There are {most} boards already, the most there can be. Remove one first.',
    zh: '已有 {most} 个画板，达到上限。请先删除一个。',
  },
} as const
