// The pages beside the studio itself: each is loaded, with its sentences, when somebody first goes there.

import { lazy, Suspense, type ComponentType } from 'react'
import { Loading } from '../jobs/stage.tsx'
import { useSession } from '../server-state.ts'
import { bringWords, type Bundle } from '../words/words.ts'

export function page<Name extends string, Props extends object>(name: Name, load: () => Promise<Record<Name, ComponentType<Props>>>, ...bundles: Bundle[]) {
  return lazy(async () => {
    const [module] = await Promise.all([load(), ...bundles.map(bringWords)])
    return { default: module[name] }
  })
}

const pages = {
  '/console': page('ConsolePage', () => import('../console/console-page.tsx'), 'console'),
  '/set-up': page('SetUpPage', () => import('../operator/set-up-page.tsx'), 'console', 'operator', 'policies'),
  '/operator': page('OperatorPage', () => import('../operator/operator-page.tsx'), 'console', 'operator', 'engines', 'incidents'),
  '/sign-in': page('SignInPage', () => import('../console/sign-in-page.tsx'), 'console'),
  '/pictures': page('LibraryPage', () => import('../library/library-page.tsx'), 'library'),
  '/policies': page('PoliciesPage', () => import('../policies/policies-page.tsx'), 'policies'),
  '/gallery': page('GalleryPage', () => import('../gallery/gallery-page.tsx')),
  '/trust': page('TrustPage', () => import('../trust/trust-page.tsx'), 'incidents'),
  '/data': page('DataPage', () => import('../data/data-page.tsx'), 'data', 'policies', 'gates'),
  '/age': page('AgePage', () => import('../gates/age-page.tsx'), 'gates'),
  '/guardian': page('GuardianPage', () => import('../gates/guardian-page.tsx'), 'gates'),
  '/regions': page('RegionsPage', () => import('../gates/regions-page.tsx'), 'gates'),
  '/edit': page('EditPage', () => import('../edit/edit-page.tsx'), 'edit'),
  '/developers': page('DevelopersPage', () => import('../developers/developers-page.tsx'), 'developers', 'engines', 'console'),
  '/docs': page('ManualPage', () => import('../manual/manual-page.tsx'), 'developers'),
  '/engines': page('EnginesPage', () => import('../engines/engines-page.tsx'), 'engines'),
  '/verify': page('VerifyPage', () => import('../verify/verify-page.tsx'), 'data'),
} as const

const Gate = page('GateBanner', () => import('../gates/gate-banner.tsx'), 'gates')
const IncidentBanner = page('IncidentBanner', () => import('../trust/incident-banner.tsx'), 'incidents')
const EndedPage = page('EndedPage', () => import('../data/ended-page.tsx'), 'data')

type PagePath = keyof typeof pages

/** The page that a place belongs to: its first part names it, the rest is the page's own. */
export function pageOf(place: string): PagePath | undefined {
  const first = `/${place.split('/')[1] ?? ''}`
  return first in pages ? (first as PagePath) : undefined
}

export function PageAt({ place }: { place: PagePath }) {
  const Page = pages[place]
  return (
    <Suspense fallback={<PageLoading />}>
      <Page />
    </Suspense>
  )
}

export function Ended({ receipt }: Parameters<typeof EndedPage>[0]) {
  return (
    <Suspense fallback={<PageLoading />}>
      <EndedPage receipt={receipt} />
    </Suspense>
  )
}

const openGates = ['free', 'not-asked', 'guarded']

/** Nothing of it is loaded where nothing is in the way. */
export function GateBanner({ gate, place }: Parameters<typeof Gate>[0]) {
  if (gate.region === 'served' && openGates.includes(gate.age)) return null
  return (
    <Suspense>
      <Gate gate={gate} place={place} />
    </Suspense>
  )
}

/** Nothing of it is loaded where all is well. */
export function IncidentNow() {
  const incident = useSession()?.incident
  return <Suspense>{incident && <IncidentBanner incident={incident} />}</Suspense>
}

function PageLoading() {
  return (
    <div className="p-4">
      <Loading />
    </div>
  )
}
