// Settings on visitors' sessions: how long they live and what their end means.

import { z } from 'zod'

export const sessions = z
  .strictObject({
    idleMinutes: z.number().int().min(5).max(43_200).default(1440).describe('Minutes without a request after which a session ends by itself.'),
    mostHours: z.number().int().min(1).max(8760).default(720).describe('Hours after which a session ends whatever happens.'),
    atEnd: z
      .enum(['erase', 'keep-links'])
      .default('erase')
      .describe('What the end of a session does: `erase` = everything of it goes; `keep-links` = pictures with a share link live on until their deadline, everything else goes.'),
    offerExport: z.boolean().default(true).describe('Whether a copy of everything is offered before a session is ended by hand.'),
  })
  .describe('Sessions of visitors who do not sign in.')
