import type { PortImplementation } from '#services/kernel/port.ts';
import { judgeRecognition, type Span } from '../judge-recognition.ts';
import { disabilityRegisterFailures, type disabilityRegister } from '../disability-register.port.ts';
import { followNumbers } from './follow-numbers.ts';
import { listRecognised } from './list-recognised.ts';
import { readSpanRow } from './read-sql-row.ts';
import { tellingKind } from './register-trouble.ts';
import { recognitionsOf } from './sql-queries.ts';
import type { Mapping } from './sql-settings.ts';
import type { SqlSource } from '#connectors/sql-kit/sql-source.ts';

/** The register as a table or view of the municipality. */
export function openSqlRegister(source: SqlSource, mapping: Mapping): PortImplementation<typeof disabilityRegister> & AsyncDisposable {
  return {
    recognition: ({ insz, on }, { signal }) => tellingKind(async () => {
      const { inForce, all } = await followNumbers(source, mapping, insz, signal);
      const spans: Span[] = [];
      for (const number of all) spans.push(...await spansOf(source, mapping, number, signal));
      return { ...judgeRecognition(spans, on), replacedBy: inForce === insz ? null : inForce };
    }),
    recognised: (asked, { signal }) => tellingKind(() => listRecognised(source, mapping, asked, signal)),
    [Symbol.asyncDispose]: () => source.close(),
  };
}

async function spansOf(source: SqlSource, mapping: Mapping, insz: string, signal: AbortSignal): Promise<Span[]> {
  const spans: Span[] = [];
  for await (const row of source.rows(recognitionsOf(source.dialect, mapping, insz), signal)) {
    const { said } = readSpanRow(row);
    // To pass it over could deny a citizen what is his; a row about somebody else says that the view is wrong.
    if (said?.insz !== insz) throw disabilityRegisterFailures.unreadable();
    spans.push(said);
  }
  return spans;
}
