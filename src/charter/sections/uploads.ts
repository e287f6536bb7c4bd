// Settings on pictures that people send: how many, how large, and whether from addresses.

import { z } from 'zod'

export const uploads = z
  .strictObject({
    pictures: z.number().int().min(0).max(16).default(16).describe('Most pictures sent with one request, its mask apart. 0 = none are taken.'),
    fileBytes: z.number().int().min(1024).max(50_000_000).default(33_554_432).describe('Most bytes of one picture file.'),
    bodyBytes: z.number().int().min(1024).max(536_870_912).default(104_857_600).describe('Most bytes of a request that brings pictures, all of them together.'),
    megapixels: z.number().min(1).max(67).default(50).describe('Most megapixels (1,000,000 pixels) of a picture that is opened at all.'),
    keptMegapixels: z
      .number()
      .min(0.25)
      .max(32)
      .default(8)
      .describe('Megapixels that all pictures of one request may have together when they reach an engine; larger ones are made smaller first, with a warning.'),
    remote: z
      .boolean()
      .default(false)
      .describe('Whether a picture may be named by its address, so that the server fetches it from a host in outbound.hosts (`*` there = any host). Private addresses are never asked.'),
  })
  .describe('Pictures that people send to start from.')
