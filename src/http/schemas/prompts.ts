// What is said of better prompts: the request, the suggestion, and who makes it.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { promptField } from './generation.ts'

export const enhanceRequestSchema = z.looseObject({ prompt: promptField }).openapi('EnhanceRequest')

const suggestionSchema = z
  .object({
    object: z.literal('prompt'),
    prompt: z.string().openapi({ description: 'Your words, as they were sent.' }),
    enhanced_prompt: z.string().openapi({ description: 'The suggestion. Nothing is drawn until you send it as `enhanced_prompt` of a generation.' }),
    engine: z.string().openapi({ description: 'Id of the engine that suggests.' }),
    sent_to: z.string().openapi({ description: 'Who got your words: `here`, or a name and a country.' }),
  })
  .openapi('PromptSuggestion')

export const enhancerSchema = z
  .object({
    engine: z.string().openapi({ description: 'Id of the engine.' }),
    place: z.object({ name: z.string(), country: z.string(), terms_url: z.string(), keeps_for: z.string() }).nullable().openapi({ description: 'Who gets the words; null = this machine.' }),
    agreed: z.boolean().openapi({ description: 'Whether your words may go there: nothing to agree to here, or you did.' }),
    price_micro: z.int().openapi({ description: 'Micro-units of the currency for one suggestion.' }),
  })
  .nullable()
  .openapi({ description: 'Who suggests better prompts (POST /v1/prompts/enhance); null = nobody does.' })

export type EnhancerBody = z.output<typeof enhancerSchema>

export const enhancePrompt: RouteSchema = {
  summary: 'Suggest a better prompt',
  description: 'Your words go to the language engine that the charter names; what comes back is screened like a prompt and shown to you. Counted and paid like a chat request. Where nobody suggests: `not_offered`.',
  body: enhanceRequestSchema,
  answers: { 200: { description: 'The suggestion.', schema: suggestionSchema } },
  errors: ['not_offered', 'prompt_missing', 'prompt_too_long', 'prompt_unreadable', 'consent_needed', 'words_stay_here', 'relay_failed', 'moderation_blocked', 'refused_by_rule', 'rule_failed', 'rate_limit_exceeded', 'quota_exceeded', 'balance_too_low', 'body_not_json', 'body_not_text', 'body_too_large', 'content_type_unsupported'],
}
