// Settings on showing pictures to others: signed addresses, share links, the gallery.

import { z } from 'zod'

export const links = z
  .strictObject({
    minutes: z.number().int().min(1).max(43_200).default(60).describe('Minutes that a signed picture address works, at most until the picture itself ends.'),
  })
  .describe('Addresses that open one picture without signing in.')

export const sharing = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether people can make share links at all.'),
    mostDays: z.number().int().min(1).max(3650).default(30).describe('Most days that a share link works.'),
    gallery: z.boolean().default(false).describe('Whether people can publish pictures in this server\'s gallery, each by an act of its own.'),
    galleryDays: z.number().int().min(1).max(3650).default(365).describe('Days that a picture stays in the gallery unless it is taken out before.'),
  })
  .describe('Showing pictures to others, always by the choice of their owner.')
