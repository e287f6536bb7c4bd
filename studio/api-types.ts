// The server's types under the names that the studio uses.

import type { components, GenerationEvent } from '../client/index.ts'

type Schemas = components['schemas']
export type LabelReport = Schemas['LabelReport']
export type LabelFacts = Schemas['LabelFacts']
export type Holdings = Schemas['Holdings']
export type Receipt = Schemas['Receipt']
export type RightsRequest = Omit<Schemas['Request'], 'receipt'> & { receipt: Receipt | null }
export type RequestKind = Schemas['OpenRequest']['kind']
export type Share = Schemas['Share']
export type NewShare = Schemas['NewShare']
export type BriefImage = Schemas['BriefImage']
export type BriefList = Schemas['BriefList']
export type Board = Schemas['Board']
export type Search = Schemas['Search']
export type Preferences = Schemas['Preferences']
export type Policies = Schemas['Policies']
export type Policy = Schemas['Policy']
export type Terms = Schemas['Terms']
export type Choices = Schemas['Choices']
export type Purpose = Schemas['Choice']['purpose']
export type Published = Schemas['Publication']
export type Brought = Schemas['Import']
export type GenerationNews = GenerationEvent
export type Phase = GenerationEvent['phase']
