// Which picture's sharing is open above the page.

import { createStore } from '../stores.ts'

export const openShare = createStore<string | undefined>(undefined)
