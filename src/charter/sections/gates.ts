// Settings on who is let in and what their devices are asked for: age and guardians, regions, camera, microphone and screen.

import { z } from 'zod'

const code = z.string().regex(/^[A-Z]{2}$/)

export const age = z
  .strictObject({
    ask: z.boolean().default(false).describe('Whether people are asked for the year and month of their birth before they can make anything. Only the band that follows from it is kept, sealed.'),
    least: z.number().int().min(1).max(21).default(13).describe('Age from which on people are let in, with a guardian where `guardian` says so. Younger ones are refused.'),
    guardian: z.number().int().min(1).max(21).default(13).describe('Age under which a guardian must consent first. The same as `least` = nobody needs one.'),
    advised: z.number().int().min(1).max(25).default(18).describe('Age under which the pages advise to read the terms together with a guardian.'),
    retryHours: z.number().int().min(1).max(168).default(24).describe('Hours in which the question is not asked again after an answer that was too young.'),
    retryOf: z
      .enum(['browser', 'network'])
      .default('browser')
      .describe('Who waits then, beside the session itself: `browser` = the same kind of browser from the same network; `network` = everybody from that network. Told apart by a digest whose key dies.'),
    guardianHours: z.number().int().min(1).max(720).default(72).describe('Hours in which a guardian can answer; what is kept of an unanswered question goes then.'),
    childImageDays: z.number().int().min(1).max(30).default(7).describe('Most days that a picture of somebody under a guardian lives, whatever `retention.imageDays` says.'),
  })
  .describe('Age, and the consent of guardians.')

export const regions = z
  .strictObject({
    source: z
      .enum(['none', 'header', 'file'])
      .default('none')
      .describe('How the region of a request is found: `none` = not at all; `header` = a header that the operator\'s own proxy sets (it must be one of GESSO_TRUSTED_PROXIES); `file` = a file of networks.'),
    header: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/).optional().describe('Name of the header that holds the two letters of the region, in lower case, e.g. `x-region`. For `header` only.'),
    networksFile: z.string().min(1).optional().describe('Text file with a network and its region a line, e.g. `192.0.2.0/24 DE`. Its date is the line `# date: 2026-11-01`, else the file\'s own. For `file` only.'),
    served: z.array(code).max(260).default([]).describe('Regions that are served, by their two letters (ISO 3166). Empty = all but those of `refused`.'),
    refused: z.array(code).max(260).default([]).describe('Regions that are not served, by their two letters.'),
    listDate: z.iso.date().optional().describe('The day as of which these lists were drawn up; published beside them. Compulsory with a list.'),
    unknown: z.enum(['refuse', 'serve']).default('refuse').describe('What happens where no region is found.'),
  })
  .describe('Regions that this instance serves.')

const device = (what: string, acts: string) =>
  z
    .strictObject({
      enabled: z.boolean().default(false).describe(`Whether pages may ask for the ${what}, to ${acts}. Off = browsers do not let them (Permissions-Policy).`),
      words: z
        .strictObject({ en: z.string().min(10).max(300).describe('In English.'), zh: z.string().min(4).max(300).describe('In Chinese.') })
        .optional()
        .describe('What the operator adds to the question.'),
    })
    .prefault({})
    .describe(`The ${what}.`)

export const devices = z
  .strictObject({
    camera: device('camera', 'take a picture to start from'),
    microphone: device('microphone', 'speak a prompt'),
    screen: device('screen', 'take a picture of it to start from'),
  })
  .describe('Devices of people that pages may ask for, each by a consent of its own.')
