// Where there is no room beside the pictures: the form as a bar at the bottom that opens to a sheet.

import { Button } from '../design/button.tsx'
import { Modal } from '../design/modal.tsx'
import { useStore } from '../stores.ts'
import { languageOf, useWords } from '../words/words.ts'
import { Composer } from './composer.tsx'
import { useDraft } from './draft-store.ts'
import { create, focusPrompt, sheetOpen, useCard, useMostCharacters } from './ordering.ts'

export function PhoneBar() {
  const { t } = useWords()
  const [{ prompt }] = useDraft()
  const card = useCard()
  const most = useMostCharacters()
  const open = useStore(sheetOpen)
  return (
    <>
      <div className="bg-paper border-line fixed inset-x-0 bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 border-t">
        <div className="mx-auto flex h-14 max-w-[44rem] items-center gap-2 px-3">
          <button
            type="button"
            aria-label={t('make.open')}
            aria-haspopup="dialog"
            className="border-line-2 bg-ground rounded-control h-11 min-w-0 grow truncate border px-3 text-left"
            lang={languageOf(prompt)}
            onClick={focusPrompt}
          >
            {prompt || <span className="text-ink-3">{t('make.prompt')}</span>}
          </button>
          <Button kind="action" size="large" onClick={() => card && create(card, most)}>
            {t('make.create')}
          </Button>
        </div>
      </div>
      {open && (
        <Modal kind="sheet" title={t('make.composer')} closeLabel={t('app.close')} onClose={() => sheetOpen.set(false)}>
          <Composer />
        </Modal>
      )}
    </>
  )
}
