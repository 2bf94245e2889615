// Folds a filter panel away on a narrow screen, unless a filter in it is on.
export function foldFilters() {
  if (!window.matchMedia('(max-width: 56em)').matches) return
  for (const panel of document.querySelectorAll('details[data-fold-when-narrow]')) panel.removeAttribute('open')
}
