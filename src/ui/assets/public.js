// What public pages run: the official components only. Nothing is ever stored on the reader's device.
import { ExitThisPage } from 'govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { startComponents } from './components.js'

startComponents([ExitThisPage, PasswordInput])
