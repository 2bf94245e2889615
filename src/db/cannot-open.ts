// Thrown with a sentence for the person who starts the service, when the database or its server will not do.
export class CannotOpen extends Error {}
