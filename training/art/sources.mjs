// Names the drawing sources: which the painter learns from, and which only its judge may see.
export const painterSources = {
  '3d': { pack: '@lobehub/fluent-emoji-3d', kind: 'webp' },
  flat: { pack: '@iconify-json/fluent-emoji-flat', kind: 'icons' },
  cartoon: { pack: '@iconify-json/noto', kind: 'icons' },
  vector: { pack: '@iconify-json/twemoji', kind: 'icons' },
  stencil: { pack: '@iconify-json/fluent-emoji-high-contrast', kind: 'icons' },
};

export const judgeSources = {
  openmoji: { pack: '@iconify-json/openmoji', kind: 'icons' },
  emojione: { pack: '@iconify-json/emojione', kind: 'icons' },
  'emojione-v1': { pack: '@iconify-json/emojione-v1', kind: 'icons' },
  fxemoji: { pack: '@iconify-json/fxemoji', kind: 'icons' },
  'noto-v1': { pack: '@iconify-json/noto-v1', kind: 'icons' },
};
