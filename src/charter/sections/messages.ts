// Settings on mail and text messages: which adapters send them, and who stands behind each.

import { z } from 'zod'
import { company } from './company.ts'

const days = z.number().int().min(1).max(3650)

const secretFile = z.string().min(1)

export const messages = z
  .strictObject({
    mail: z
      .strictObject({
        adapter: z
          .enum(['none', 'development', 'smtp'])
          .default('none')
          .describe('How mail leaves: `none` = not at all; `development` = it stays here and is shown on this machine only; `smtp` = through a mail server.'),
        from: z.string().max(200).default('Gesso <gesso@localhost>').describe('Sender of every mail: an address, or a name and an address in angle brackets.'),
        host: z.string().max(253).default('127.0.0.1').describe('Host of the mail server. Beyond this machine it must be in outbound.hosts.'),
        port: z.number().int().min(1).max(65_535).default(587).describe('Port of the mail server.'),
        security: z
          .enum(['tls', 'starttls', 'none'])
          .default('starttls')
          .describe('`tls` = encrypted from the first byte; `starttls` = must become so before anything is said; `none` = plain, on this machine only.'),
        user: z.string().max(200).optional().describe('User name at the mail server; without one nobody logs in.'),
        passwordFile: secretFile.optional().describe('File that holds the password of `user`.'),
        company: company.optional().describe('Who runs the mail server, for the published list of third parties. Compulsory when it is beyond this machine.'),
      })
      .prefault({})
      .describe('Mail.'),
    sms: z
      .strictObject({
        adapter: z
          .enum(['none', 'development', 'aliyun', 'baidu', 'twilio'])
          .default('none')
          .describe('How text messages leave: `none` = not at all; `development` = they stay here and are shown on this machine only; else the vendor whose API is called.'),
        endpoint: z.url().optional().describe('Address of the vendor\'s API. Usual: the vendor\'s own. Its host must be in outbound.hosts.'),
        keyId: z.string().max(200).default('').describe('Access key id of the vendor (Twilio: account SID).'),
        secretFile: secretFile.optional().describe('File that holds the secret key (Twilio: auth token).'),
        sender: z.string().max(100).default('').describe('Sign name (Aliyun), signature id (Baidu) or sending number (Twilio).'),
        templates: z
          .record(z.string(), z.string())
          .default({})
          .describe('For Aliyun and Baidu: the vendor\'s id of each approved template, by our name of it, with `.zh` or `.en` behind, e.g. `sign-in-code.zh`.'),
        company: company.optional().describe('Who the vendor is, for the published list of third parties. Compulsory with a vendor.'),
      })
      .prefault({})
      .describe('Text messages (SMS).'),
    logDays: days.default(30).describe('Days that the delivery log (kind, channel, times, codes) is kept. It holds no address and no words.'),
    tryHours: z.number().int().min(1).max(168).default(24).describe('Hours for which a message that cannot be delivered is tried again. Codes are given up when they expire.'),
  })
  .describe('Messages to people.')
