// The officers one may look round the demonstration as, each one click away on its sign-in page. They exist in no real service.
export const DEMONSTRATION_PASSWORD = 'this is only a demonstration'

export const DEMONSTRATION_OFFICERS = [
  { email: 'officer@amity.example', name: 'Priya Nair, ASB officer', does: 'Forty open cases and a diary that is never empty' },
  { email: 'manager@amity.example', name: 'Tom Whitaker, team manager', does: 'The team’s load, late cases, closures to approve' },
  { email: 'adviser@amity.example', name: 'Grace Obi, customer adviser', does: 'Takes reports on the telephone' },
  { email: 'police@amity.example', name: 'Sgt Dan Mercer, neighbourhood policing', does: 'A partner who sees only what is shared' },
  { email: 'admin@amity.example', name: 'Helen Marsh, administrator', does: 'Runs the partnership: officers, settings, imports' },
] as const
