// What few pages use: tabs and accordions. Fetched only where a page has one.
import { Accordion } from 'govuk-frontend/dist/govuk/components/accordion/accordion.mjs'
import { Tabs } from 'govuk-frontend/dist/govuk/components/tabs/tabs.mjs'
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'

createAll(Accordion)
createAll(Tabs)
