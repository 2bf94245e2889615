// What officers' pages run: the official components, kept text, keyboard shortcuts, and folding filters.
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { startComponents } from './components.js'
import { foldFilters } from './filters.js'
import { keepTypedText } from './kept-text.js'
import { startShortcuts } from './shortcuts.js'

startComponents([NotificationBanner, ServiceNavigation])
foldFilters()
keepTypedText()
startShortcuts()
