// gesso backup: copies database and sealed pictures of a running or stopped server into a folder; never the vault.

import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import { chooseHome, homeOf } from '../home.ts'
import { makeBackup } from '../storage/backup.ts'
import { sentenceOr } from './operating.ts'

export default defineCommand({
  meta: { name: 'backup', description: 'Copy database and sealed pictures of a running or stopped server into a folder; the vault is never inside' },
  args: {
    folder: { type: 'positional', required: true, description: 'A new or empty folder' },
    home: { type: 'string', valueHint: 'DIR', description: 'Data folder to copy; usual: GESSO_HOME' },
  },
  async run({ args }) {
    await sentenceOr(async () => {
      const config = readConfig()
      const places = homeOf(args.home ?? (await chooseHome(config.home, config.homeGiven)))
      const facts = await makeBackup(places, args.folder, new Date())
      console.log(`Copied the database and ${facts.files} sealed files (${Math.ceil(facts.bytes / 1e6)} MB) to ${args.folder}.`)
      console.log('The keys are not in it. Keep the vault apart (gesso vault export): without it nothing in this backup can be opened.')
    })
    return 0
  },
})
