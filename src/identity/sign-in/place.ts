// Where a browser reached us: what cookies and passkeys are bound to.

export interface Place {
  /** e.g. `https://gesso.example`. */
  origin: string
  /** Cookies over plain HTTP, on loopback only. */
  plainLoopback: boolean
}

/** Prefix of the short-lived cookies of one sign-in (challenges). */
export const stepPrefix = ({ plainLoopback }: Pick<Place, 'plainLoopback'>): string => (plainLoopback ? 'gesso-step' : '__Host-gesso-step')
