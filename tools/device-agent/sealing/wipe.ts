/** Fills with zero what was secret: images, codes, keys. Nothing is left of it in this process once all its copies were wiped. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}
