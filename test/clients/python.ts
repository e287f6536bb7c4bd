// What of Python is on this machine.

import { execFileSync } from 'node:child_process'

/** Whether Python is there and finds the package. */
export function hasPackage(name: string): boolean {
  try {
    execFileSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
