// What browsers signal beside a request.

/** Global Privacy Control: no to every optional purpose. */
export const hasSignal = (request: Request): boolean => request.headers.get('sec-gpc')?.trim() === '1'
