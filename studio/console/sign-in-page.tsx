// The page of signing in, for those who come to sign in.

import { Page } from '../shell/page.tsx'
import { useWords } from '../words/words.ts'
import { SignInForms } from './sign-in-forms.tsx'

export function SignInPage() {
  const { t } = useWords()
  return (
    <Page title={t('entry.title')} intro={t('entry.intro')}>
      <SignInForms onDone={() => location.assign('/console')} />
    </Page>
  )
}
