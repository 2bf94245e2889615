// Pages that hold every part of the look, for tests and for looking at. Everyone in them is made up.
import type { Html } from '#ui/html.ts'
import { PageHeading } from '#ui/page-parts.tsx'
import { PlainPage } from '#ui/page.tsx'
import { CaseFileSpecimen } from '#ui/specimen/case-file.tsx'
import { CaseListSpecimen } from '#ui/specimen/case-list.tsx'
import { FiguresSpecimen } from '#ui/specimen/figures.tsx'
import { publicFrame } from '#ui/specimen/frame.ts'
import { ReportSpecimen, SentSpecimen } from '#ui/specimen/report.tsx'

export { specimenNonce } from '#ui/specimen/frame.ts'

function ProblemSpecimen({ assets }: { readonly assets: (name: string) => string }): Html {
  return (
    <PlainPage frame={publicFrame({ title: 'Page not found', assets })}>
      <PageHeading heading="Page not found" />
      <p class="govuk-body">If you typed the web address, check it is correct.</p>
      <p class="govuk-body">If you need help now, <a class="govuk-link" href="/contact">contact us</a>.</p>
    </PlainPage>
  )
}

/** Each specimen page by its name. */
export function specimenPages(assets: (name: string) => string): Readonly<Record<string, Html>> {
  return {
    report: <ReportSpecimen assets={assets} />,
    sent: <SentSpecimen assets={assets} />,
    'case-list': <CaseListSpecimen assets={assets} />,
    'case-file': <CaseFileSpecimen assets={assets} />,
    figures: <FiguresSpecimen assets={assets} />,
    problem: <ProblemSpecimen assets={assets} />,
  }
}
