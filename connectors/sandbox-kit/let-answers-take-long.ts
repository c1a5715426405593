/** For suites that are not about time: on a busy machine the answer of a sandbox behind its wire may come late, and is never too late. */
export function letAnswersTakeLong(): void {
  beforeEach(() => { jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal); });
  afterEach(() => { jest.restoreAllMocks(); });
}
