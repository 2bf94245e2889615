// A paper as a page: what an officer reads before it goes. The PDF is drawn from the same parts.
import type { Html } from '../html.ts'
import { inSteps, type Block, type Paper } from './paper.ts'

const brokenLines = (text: string) => text.split('\n').map((line, at) => <>{at === 0 ? null : <br />}{line}</>)

/** Names, addresses and English words of the frame keep their own order in a letter that runs from the right. */
const framed = ({ direction }: Paper) => direction === 'rtl' ? { lang: 'en', dir: 'ltr' as const } : {}

const PartOf = ({ block, paper }: { readonly block: Block; readonly paper: Paper }): Html | null => {
  switch (block.kind) {
    case 'heading': return block.level === 2 ? <h3 class="govuk-heading-s">{block.text}</h3> : <h4 class="govuk-heading-s">{block.text}</h4>
    case 'paragraph': return <p class="govuk-body">{brokenLines(block.text)}</p>
    case 'list': return block.numbered ? <ol class="govuk-list govuk-list--number">{block.items.map(item => <li>{item}</li>)}</ol> : <ul class="govuk-list govuk-list--bullet">{block.items.map(item => <li>{item}</li>)}</ul>
    case 'table': return (
      <table class="govuk-table">
        {block.caption === '' ? null : <caption class="govuk-table__caption govuk-table__caption--s">{block.caption}</caption>}
        <thead class="govuk-table__head"><tr class="govuk-table__row">{block.header.map(cell => <th scope="col" class="govuk-table__header">{cell}</th>)}</tr></thead>
        <tbody class="govuk-table__body">{block.rows.map(row => <tr class="govuk-table__row">{row.map(cell => <td class="govuk-table__cell">{cell}</td>)}</tr>)}</tbody>
      </table>
    )
    case 'signature': return <p class="govuk-body" {...framed(paper)}>{paper.words.closing}<br /><strong>{paper.signatory.name}</strong>{paper.signatory.lines.map(line => <><br />{line}</>)}</p>
    case 'signing': return <p class="govuk-body">{block.text}<br />{paper.words.signed}: ____________________ {paper.words.dated}: __________</p>
    case 'page break': return <hr class="govuk-section-break govuk-section-break--visible govuk-section-break--m" />
  }
}

/** Its title is a second heading of the page it stands on. */
export const PaperPage = ({ paper }: { readonly paper: Paper }): Html => (
  <article class="amity-paper govuk-inset-text" lang={paper.language} dir={paper.direction} aria-label={paper.title}>
    <p class="govuk-body-s" {...framed(paper)}><strong>{paper.sender.name}</strong>{paper.sender.lines.map(line => <><br />{line}</>)}</p>
    {paper.addressed ? <p class="govuk-body" {...framed(paper)}>{paper.delivery === '' ? null : <><strong>{paper.delivery}</strong><br /></>}{paper.recipient.map((line, at) => <>{at === 0 ? null : <br />}{line}</>)}</p> : null}
    <p class="govuk-body" {...framed(paper)}>{paper.particulars.map(([name, value], at) => <>{at === 0 ? null : <br />}{name}: <strong>{value}</strong></>)}</p>
    <h2 class="govuk-heading-m">{paper.title}</h2>
    {inSteps(paper.blocks).map(block => <PartOf block={block} paper={paper} />)}
    <p class="govuk-body-s" {...framed(paper)}>{paper.footer}</p>
  </article>
)
