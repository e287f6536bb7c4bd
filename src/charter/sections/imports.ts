// Settings on copies that people bring in from another server.

import { z } from 'zod'

export const imports = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether people can bring in a copy that a server like this made of their things. Its pictures count as uploads and are marked as imported.'),
    pictures: z.number().int().min(1).max(20_000).default(1000).describe('Most pictures in one copy that is brought in.'),
    bytes: z.number().int().min(1_048_576).max(2_147_483_647).default(536_870_912).describe('Most bytes of a copy that is brought in, packed and unpacked.'),
    heldPictures: z.number().int().min(1).max(10_000_000).default(100_000).describe('Most pictures that somebody may have after bringing in a copy.'),
  })
  .describe('Copies from elsewhere.')
