const names = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether an address is on this machine, where no TLS is needed: by where it leads, not by how it begins (`http://127.0.0.1:80@elsewhere`). */
export function isOnThisMachine(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && names.has(url.hostname) && url.username === '' && url.password === '';
}
