export interface PgClient {
  connect(): Promise<unknown>;
  query(sql: string): Promise<{ rows: Readonly<Record<string, unknown>>[] }>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface Pg {
  Client: new (settings: { connectionString: string; connectionTimeoutMillis: number; query_timeout: number }) => PgClient;
}

/** One connection for one piece of work, closed afterwards. */
export async function withPgClient<T>(url: string, work: (client: PgClient) => Promise<T>): Promise<T> {
  // pg brings no types. A name that the compiler does not follow keeps it from asking for them; Pg says what is used.
  const driver: string = 'pg';
  const { Client }: Pg = await import(driver);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000, query_timeout: 60_000 });
  // A server that goes away between two questions is told to the next question; without a listener it ends the process.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
