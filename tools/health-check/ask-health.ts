/** What a node says of itself: `UP`, or in words why not. A node that listens everywhere is asked at this machine. */
export async function askHealth(host: string, port: number, withinMs = 4_000): Promise<string> {
  const at = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${at}:${port}/health`, { signal: AbortSignal.timeout(withinMs) });
    await answer.body?.cancel();
    return answer.ok ? 'UP' : `it answers ${answer.status}`;
  } catch {
    return 'it does not answer';
  }
}
