// How the runtime keeps house for a program that moves pictures.

import { setFlagsFromString } from 'node:v8'

/**
 * Usually the whole heap is searched for garbage after every 64 MiB of buffers, however short they lived: with
 * pictures that is every few requests, and most of what a request costs. So buffers count as a part of the heap.
 */
export function countBuffersAsHeap(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit')
}
