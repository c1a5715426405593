import { createServer, type Server } from 'node:http';
import { z } from 'zod';

const attribute = z.strictObject({ key: z.string(), value: z.strictObject({ stringValue: z.string() }) });
const span = z.strictObject({
  traceId: z.string().regex(/^[0-9a-f]{32}$/), spanId: z.string().regex(/^[0-9a-f]{16}$/), parentSpanId: z.string().regex(/^[0-9a-f]{16}$/).optional(), name: z.string(), kind: z.int().min(1).max(5), flags: z.int(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/), endTimeUnixNano: z.string().regex(/^\d{19}$/), attributes: z.array(attribute), status: z.strictObject({ code: z.int() }),
});
const document = z.strictObject({ resourceSpans: z.array(z.strictObject({ resource: z.strictObject({ attributes: z.array(attribute) }), scopeSpans: z.array(z.strictObject({ scope: z.strictObject({ name: z.string() }), spans: z.array(span) })) })) });
export type CollectedSpan = z.output<typeof span>;

/** A collector of traces on this machine, as strict as the schema of OTLP: it keeps what it takes in. */
export async function openSpanCollector(): Promise<{ readonly url: string; readonly spans: CollectedSpan[]; readonly bodies: string[]; stop(): Promise<void> }> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); }).on('end', () => {
      const parsed = document.safeParse(request.url === '/v1/traces' && request.method === 'POST' ? JSON.parse(body) : undefined);
      if (parsed.success) {
        bodies.push(body);
        spans.push(...parsed.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      }
      response.writeHead(parsed.success ? 200 : 400, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${portOf(server)}`, spans, bodies,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the collector does not listen');
  return address.port;
}
