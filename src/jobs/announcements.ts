// News of generations, in memory: states are kept for replays, of previews only the newest.

import type { Announcements } from '../core/ports.ts'
import { endStates, type GenerationEvent } from '../core/rows.ts'

interface Channel {
  next: number
  /** One of each phase, in order. */
  states: GenerationEvent[]
  progress?: GenerationEvent
  preview?: GenerationEvent
  listeners: Set<(event: GenerationEvent) => void>
}

/** How long the news of an ended generation can still be replayed. */
const keepEndedFor = 60_000

/** `repeat` is called with every event as it was published, e.g. to pass it on to another process. */
export function createAnnouncements(repeat?: (event: GenerationEvent) => void): Announcements {
  const channels = new Map<string, Channel>()

  function channelOf(generation: string): Channel {
    let channel = channels.get(generation)
    if (!channel) channels.set(generation, (channel = { next: 1, states: [], listeners: new Set() }))
    return channel
  }

  function forget(generation: string): void {
    const channel = channels.get(generation)
    if (channel && channel.listeners.size === 0) channels.delete(generation)
  }

  return {
    publish(news) {
      repeat?.(news)
      const channel = channelOf(news.generation)
      if (isEnded(channel)) return
      const event = { ...news, number: channel.next++ }
      if (event.preview) channel.preview = event
      else if (event.step !== undefined) channel.progress = event
      else keepState(channel, event)
      for (const hear of channel.listeners) hear(event)
      if (isEnded(channel)) {
        channel.preview = undefined
        setTimeout(() => forget(news.generation), keepEndedFor).unref()
      }
    },

    subscribe(generation, after, hear) {
      const channel = channelOf(generation)
      channel.listeners.add(hear)
      const kept = [...channel.states, channel.progress, channel.preview].filter((event) => event !== undefined)
      for (const event of kept.sort((a, b) => a.number - b.number)) if (event.number > after) hear(event)
      return () => {
        channel.listeners.delete(hear)
        if (channel.states.length === 0 || isEnded(channel)) forget(generation)
      }
    },
  }
}

/** A generation that goes back to the line begins its phases anew. */
function keepState(channel: Channel, event: GenerationEvent): void {
  if (event.phase === 'waiting') {
    channel.states = []
    channel.progress = undefined
    channel.preview = undefined
  }
  if (channel.states.at(-1)?.phase !== event.phase) channel.states.push(event)
}

function isEnded(channel: Channel): boolean {
  const last = channel.states.at(-1)
  return last !== undefined && endStates.includes(last.state)
}
