// What flags the service is started with.
import settings from '../../package.json' with { type: 'json' }

/** Node's flags as package.json starts the service: what its memory is measured with is what it runs with. */
export const AS_SERVED: readonly string[] = settings.scripts.serve.split(' ').filter(word => word.startsWith('--'))
