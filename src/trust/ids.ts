// Names of the promises, each the name of its three files.

export const ruleIds = ['images-expire', 'deleted-means-gone', 'session-ends-clean', 'sign-ins-end', 'erased-is-erased', 'shares-end', 'copy-is-complete', 'imports-say-so', 'holds-are-limited', 'gallery-is-asked-first', 'choices-are-kept', 'prompts-stay-out-of-logs', 'local-stays-local', 'elsewhere-by-consent', 'labelled-visibly', 'labelled-invisibly', 'labelled-in-metadata', 'labelled-by-signature', 'terms-wait', 'new-controller-asks', 'notices-by-mail', 'operators-break-glass', 'papers-go-with-the-verdict'] as const
export type RuleId = (typeof ruleIds)[number]
