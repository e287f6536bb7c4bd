// Settings on use for training: who may be asked, and what is never used whoever would agree.

import { z } from 'zod'

export const training = z
  .strictObject({
    from: z
      .array(z.enum(['people', 'keys']))
      .default([])
      .describe('Whose pictures and prompts may be used to train models: `people` = those who sign in and switched it on themselves. Empty = nobody is asked, and nothing is used.'),
    neverKeys: z.literal(true).default(true).describe('What is made through an API key is never used for training, whoever agrees. Always on.'),
  })
  .describe('Use of content to train models.')
