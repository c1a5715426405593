import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { defineLever, type OpenSandbox, type SandboxEnv } from '#services/kernel/connector.ts';
import { disabilityRegister, disabilityRegisterFailures } from '../disability-register.port.ts';

const nothing = z.strictObject({});
const span = z.strictObject({ insz: inszSchema, from: daySchema, until: daySchema.nullable() });
type Span = z.output<typeof span>;

/** The disability register: who was recognised from when until when. */
export function openDisabilityRegister(env: SandboxEnv<unknown>): OpenSandbox<typeof disabilityRegister> {
  return openSandbox(disabilityRegister, env, disabilityRegisterFailures, ({ file }) => {
    const recognitions = file.documents<readonly Span[]>('recognition');
    const replaced = file.documents<string>('replaced-number');
    return {
      operations: {
        recognition: {
          act: ({ insz, on }) => {
            const replacedBy = replaced.get(insz) ?? null;
            const spans = recognitions.get(replacedBy ?? insz) ?? [];
            const current = spans.find(({ from, until }) => from <= on && (until === null || on <= until));
            if (current) return { status: 'current', until: current.until, replacedBy };
            return { status: spans.some(({ from }) => from <= on) ? 'ended' : 'none', until: null, replacedBy };
          },
        },
      },
      levers: {
        'put-recognition': defineLever('Recognises a person during a period; null is without end.', span, nothing, (added) => {
          recognitions.put(added.insz, [...(recognitions.get(added.insz) ?? []).filter(({ from }) => from !== added.from), added]);
          return {};
        }),
        'replace-number': defineLever('Gives a person another national number.', z.strictObject({ from: inszSchema, to: inszSchema }), nothing, ({ from, to }) => {
          recognitions.put(to, (recognitions.get(from) ?? []).map((known) => ({ ...known, insz: to })));
          replaced.put(from, to);
          return {};
        }),
        recognitions: defineLever('All recognitions.', nothing, z.object({ recognitions: z.array(span) }), () => ({ recognitions: recognitions.all().flatMap(({ document }) => document) })),
      },
    };
  });
}
