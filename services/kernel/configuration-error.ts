/** This installation cannot be opened as it is set up. The message says what a person has to do. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
