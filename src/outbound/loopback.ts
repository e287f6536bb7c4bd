// Whether a host is this machine itself.

/** Names and addresses of the loopback interface; nothing else counts, whatever it may resolve to. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)
}
