// Settings on who offers this instance, and where what is kept lies.

import { z } from 'zod'

const line = (most: number) => z.string().trim().min(2).max(most)

export const operator = z
  .strictObject({
    name: line(120).default('The operator of this server').describe('Name of the person or company that answers for this instance, as published.'),
    contact: z
      .email()
      .default('operator@gesso.example')
      .describe('E-mail address for everything about this instance. An address below `.example` is a placeholder: with one the program listens on loopback only.'),
    site: z.url().optional().describe('Address under which people open this server, e.g. https://pictures.example.org; links in mails begin with it.'),
    postal: line(300).optional().describe('Postal address, where the law asks for one.'),
    country: line(60).default('the country of this machine').describe('Country whose law binds the operator, as published.'),
    region: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('The same country in two letters. With it, whoever gets data in another country needs a safeguard, or the charter does not load.'),
    law: line(200).optional().describe('Which law governs the terms, and which courts decide, as a short phrase. Absent = the texts name none.'),
    complaints: line(200).optional().describe('Authority that people can turn to when they are not content with an answer.'),
    dataOfficer: z.email().optional().describe('E-mail address of the data protection officer.'),
    needsDataOfficer: z.boolean().default(false).describe('Whether the law asks this operator for a data protection officer. true without dataOfficer does not load.'),
    storage: line(120).default('the machine this program runs on').describe('Where database and pictures lie (place and country), as published.'),
  })
  .describe('Who offers this instance.')
