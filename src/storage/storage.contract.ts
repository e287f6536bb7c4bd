// What every driver of `Store` must do: the whole suite of its tables.

import { describe } from 'vitest'
import type { Store } from '../core/ports.ts'
import { engineStandingContract } from './contract/engine-standings.ts'
import { accountsContract } from './contract/accounts.ts'
import { callContract } from './contract/calls.ts'
import { clientContract } from './contract/clients.ts'
import { consentContract } from './contract/consents.ts'
import { evidenceContract } from './contract/evidence.ts'
import { generationContract } from './contract/generations.ts'
import { keptContract } from './contract/kept.ts'
import { libraryContract } from './contract/library.ts'
import { lineContract } from './contract/line.ts'
import { imageContract } from './contract/images.ts'
import { ledgerContract } from './contract/ledger.ts'
import { messagesContract } from './contract/messages.ts'
import { operatingContract } from './contract/operating.ts'
import { peopleContract } from './contract/people.ts'
import { permissionContract } from './contract/permissions.ts'
import { rightsContract } from './contract/rights.ts'
import { smallTablesContract } from './contract/small-tables.ts'
import { termsContract } from './contract/terms.ts'
import { transactionContract } from './contract/transactions.ts'

/** `make` gives an empty store each time; whoever makes it closes it. */
export function storageContract(make: () => Promise<Store>): void {
  describe('generations', () => generationContract(make))
  describe('the line', () => lineContract(make))
  describe('images and links', () => imageContract(make))
  describe('kept files, batches, webhooks', () => clientContract(make))
  describe('calls', () => callContract(make))
  describe('ledger', () => ledgerContract(make))
  describe('repeat keys, sessions, API keys, reports', () => smallTablesContract(make))
  describe('people\'s rights', () => rightsContract(make))
  describe('holds and published pictures', () => keptContract(make))
  describe('boards and preferences', () => libraryContract(make))
  describe('messages', () => messagesContract(make))
  describe('people', () => peopleContract(make))
  describe('accounts', () => accountsContract(make))
  describe('standings of engines', () => engineStandingContract(make))
  describe('permissions', () => permissionContract(make))
  describe('terms', () => termsContract(make))
  describe('consents, ages and guardians', () => consentContract(make))
  describe('figures and contacts', () => evidenceContract(make))
  describe('overview and incidents', () => operatingContract(make))
  describe('transactions and news', () => transactionContract(make))
}
