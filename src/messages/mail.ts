// Mail by SMTP: every connection goes through the outbound door, nothing is said before it is encrypted, news carries its one-click way out.

import { readFile } from 'node:fs/promises'
import type SMTPTransport from 'nodemailer/lib/smtp-transport'
import type { Charter } from '../charter/schema.ts'
import { isLoopback } from '../outbound/loopback.ts'
import { theDoor } from '../outbound/door.ts'
import { DeliveryFault, type Adapter, type Delivery } from './outbox.ts'

type Settings = Charter['messages']['mail']
type SocketTaken = Parameters<NonNullable<SMTPTransport.Options['getSocket']>>[1]

const seconds = 20_000

export function createMailAdapter(settings: Settings): Adapter {
  return async (delivery) => {
    const { createTransport } = await import('nodemailer')
    const { host, port, security, user } = settings
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === undefined ? {} : { auth: { user, pass: await passwordOf(settings) } }),
      // A certificate of this machine's own server is nobody's to vouch for.
      tls: { rejectUnauthorized: !isLoopback(host) },
      connectionTimeout: seconds,
      greetingTimeout: seconds,
      socketTimeout: seconds,
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (_options, done) => openSocket(settings, done),
    })
    try {
      await transport.sendMail(mailOf(settings, delivery))
      return 'sent'
    } catch (error) {
      throw faultOf(error)
    } finally {
      transport.close()
    }
  }
}

/** nodemailer takes the connection as it is and speaks TLS over it itself where `secure` asks for it. */
function openSocket({ host, port }: Settings, done: SocketTaken): void {
  try {
    const socket = theDoor().connect({ host, port, purpose: 'mail' })
    const failed = (error: Error): void => done(error)
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.removeListener('error', failed)
      done(null, { connection: socket })
    })
  } catch (error) {
    done(error instanceof Error ? error : new DeliveryFault('refused'))
  }
}

function mailOf({ from }: Settings, { id, address, subject, text, template, values }: Delivery) {
  const news = template === 'news' && values.unsubscribe ? { 'List-Unsubscribe': `<${values.unsubscribe}/stop>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk' } : {}
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    from,
    to: { name: '', address },
    subject,
    text,
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...news },
  }
}

async function passwordOf({ passwordFile }: Settings): Promise<string> {
  if (passwordFile === undefined) return ''
  const password = await readFile(passwordFile, 'utf8').catch(() => {
    throw new DeliveryFault('password-file-unreadable')
  })
  return password.trim()
}

/** Codes of SMTP (RFC 5321) or of the connection; only a 5xx about the recipient is final. */
function faultOf(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error
  const { responseCode, code, command } = error as { responseCode?: number; code?: string; command?: string }
  if (responseCode !== undefined) return new DeliveryFault(`smtp-${responseCode}`, responseCode >= 500 && command === 'RCPT TO' ? 'no-such-address' : 'passing')
  return new DeliveryFault(code ?? 'unreachable')
}
