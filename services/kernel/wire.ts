/** A request as it came over the wire of an outside system, before anybody understood anything of it. */
export interface WireRequest {
  readonly method: string;
  /** Below the place where the system is served; begins with `/`, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The very bytes: signatures are checked over them. */
  readonly body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Set-Cookie`, the one header of which an answer may have several. */
  readonly cookies?: readonly string[];
  readonly body?: string | Uint8Array;
  /** The connection is broken off instead, as where an answer is lost on its way: who asked learns nothing of what was done. */
  readonly cut?: true;
}

/** What stands behind an address. It refuses by answering; what it throws is answered as a broken server answers. */
export type WireHandler = (request: WireRequest) => Promise<WireAnswer>;

/** What is known of a request before its body is read. */
export type WireHead = Omit<WireRequest, 'body'>;

/** What an outside system calls of its own accord. What keeps connections, to find out who calls, is disposed of when the house closes. */
export interface WayIn extends WireHandler, Partial<AsyncDisposable> {
  /** How many bytes of such a request are read at most, where that is another number than usual (1 MiB). More is for who has proven by the head who he is. */
  readonly limitBytes?: (head: WireHead) => number | undefined;
}
