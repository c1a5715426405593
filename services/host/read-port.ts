import { isFailure } from '#services/kernel/failure.ts';
import { subjectIn } from '#services/journey/subject-of.ts';
import type { AnyPlugin } from '#services/kernel/plugin.ts';
import type { Port } from '#services/kernel/port.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { read } from './call-port.ts';
import { portFailures } from './open-ports.ts';
import { refuseIfCut } from './refuse-if-cut.ts';
import { refuseInsideUnit } from './inside-unit.ts';
import type { Engine } from './engine.ts';
import { runWork } from './run-work.ts';
import { throughCircuit } from './through-circuit.ts';

export interface PortRead {
  readonly municipality: string; readonly plugin: AnyPlugin; readonly port: Port; readonly operation: string; readonly input: unknown;
  readonly actor: string; readonly traceId: string; readonly why: string;
}

/** A look-up at an outside system. Where it concerns a person it leaves an audit entry: who, about whom, why, what, with which result (R5). */
export async function readPort(engine: Engine, asked: PortRead): Promise<unknown> {
  refuseInsideUnit(`'${asked.port.id}.${asked.operation}' is asked`);
  const spec = asked.port.operations[asked.operation];
  const input = spec?.input.parse(asked.input);
  const audit = async (result: AuditEntry['result'], answered?: unknown) => {
    if (!spec?.personal) return;
    await runWork(engine, asked, async (work) => {
      const subject = await subjectIn(work, work.blindIndexes, input, answered);
      await work.audit({ what: `${asked.port.id}.${asked.operation}`, why: `${asked.plugin.contract.id}:${asked.why}`, result, ...(subject !== undefined && { subject }) });
    });
  };
  let answer: unknown;
  try {
    await refuseIfCut(engine, asked.municipality, asked.port.id);
    const permit = engine.circuits.enter(asked.municipality, asked.port.id);
    if (!permit) throw portFailures['unavailable-now']();
    answer = await throughCircuit(engine, { municipality: asked.municipality, port: asked.port.id }, permit, () => read(engine, { ...asked, input, key: '', dossier: null }));
  } catch (error) {
    await audit(!isFailure(error) || error.data.retry !== 'never' ? 'unanswered' : error.code === 401 || error.code === 403 ? 'refused' : 'failed');
    throw error;
  }
  // What was looked up is given only once it is written down that it was.
  await audit('done', answer);
  return answer;
}
