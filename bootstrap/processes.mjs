// Starts programs and waits for them: quietly while all is well, with their words when not.

import { spawn } from 'node:child_process'

/** Something a person can mend; printed as one sentence, without a stack. */
export class SetUpFailed extends Error {}

/** Runs to its end and resolves with the exit code and everything it said. */
export function runQuietly(program, given, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (part) => (said += part))
    child.stderr.on('data', (part) => (said += part))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}

/** Runs in the foreground; signals that reach us reach it too. Resolves with the exit code. */
export function runInFront(program, given, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, given, { stdio: 'inherit', ...options })
    const forward = (signal) => {
      // A terminal sends Ctrl-C to the whole group, so the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return
      child.kill(signal)
    }
    const heard = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of heard) process.on(signal, forward)
    // A signal to npm ends npm and its shell, but does not reach us: we see that our parent has changed.
    const parent = process.ppid
    const watch = setInterval(() => {
      if (!process.env.npm_lifecycle_event || process.ppid === parent) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, 250)
    watch.unref()
    const forget = () => {
      clearInterval(watch)
      heard.forEach((signal) => process.removeListener(signal, forward))
    }
    child.on('error', (error) => {
      forget()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      forget()
      resolve(signal ? 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0) : (code ?? 1))
    })
  })
}

/** Ends this process with the result of `work`; what a person can mend is said in one sentence. */
export function finishWith(work) {
  work.then(
    (code) => process.exit(code),
    (error) => {
      console.error(error instanceof SetUpFailed ? error.message : error)
      process.exit(1)
    },
  )
}
