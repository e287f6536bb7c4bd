// Names of the promises, each the name of its three files.

export const ruleIds = ['images-expire', 'deleted-means-gone', 'prompts-stay-out-of-logs', 'local-stays-local'] as const
export type RuleId = (typeof ruleIds)[number]
