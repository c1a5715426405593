import { z } from 'zod';
import { openSandbox } from '#connectors/sandbox-kit/open-sandbox.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import type { OpenSandbox, SandboxEnv } from '#services/kernel/connector.ts';
import { disabilityRegister, disabilityRegisterFailures } from '../disability-register.port.ts';
import { judgeRecognition, type Span } from '../judge-recognition.ts';

const nothing = z.strictObject({});
const span = { insz: inszSchema, from: daySchema, until: daySchema.nullable().describe('Last day; null is without end.') };
const inOrder = ({ from, until }: Span) => until === null || from <= until;

/** The disability register: who was recognised from when until when, under which number. */
export function openDisabilityRegister(env: SandboxEnv<unknown>): OpenSandbox<typeof disabilityRegister> {
  return openSandbox(disabilityRegister, env, disabilityRegisterFailures, ({ file, lever, table }) => {
    /** By the number in force. */
    const recognitions = file.documents<readonly Span[]>('recognition');
    const replaced = file.documents<string>('replaced-number');
    const inForce = (insz: string): string => {
      for (let number = insz; ;) {
        const next = replaced.get(number);
        if (next === undefined) return number;
        number = next;
      }
    };
    return {
      operations: {
        recognition: {
          act: ({ insz, on }) => {
            const number = inForce(insz);
            return { ...judgeRecognition(recognitions.get(number) ?? [], on), replacedBy: number === insz ? null : number };
          },
        },
        recognised: {
          act: ({ on, after, most }) => {
            const known = recognitions.all().map(({ id, document }) => ({ insz: id, ...judgeRecognition(document, on) }));
            const people = known.filter(({ insz, status }) => status === 'current' && (after === null || insz > after)).toSorted((a, b) => (a.insz < b.insz ? -1 : 1));
            const page = people.slice(0, most).map(({ insz, until }) => ({ insz, until }));
            return { people: page, next: people.length > most ? page.at(-1)?.insz ?? null : null, unreadable: 0 };
          },
        },
      },
      levers: {
        'put-recognition': lever(
          'Recognises a person during a period; the same first day again changes that period.',
          z.strictObject({ ...span, keep: z.boolean().default(false).describe('Leaves a person who has a recognition, or had one, as he or she is.') })
            .refine(inOrder, { path: ['until'], error: 'the last day comes before the first' }),
          nothing,
          ({ insz, from, until, keep }) => {
            const number = inForce(insz);
            const known = recognitions.get(number) ?? [];
            if (!keep || known.length === 0) recognitions.put(number, [...known.filter((other) => other.from !== from), { from, until }]);
            return {};
          },
        ),
        'replace-number': lever('Gives a person another national number; the old one is followed.', z.strictObject({ from: inszSchema, to: inszSchema }), nothing, ({ from, to }) => {
          const [old, next] = [inForce(from), inForce(to)];
          // A circle of numbers would have no end.
          if (old === next) throw disabilityRegisterFailures.refused();
          recognitions.put(next, [...recognitions.get(next) ?? [], ...recognitions.get(old) ?? []]);
          recognitions.remove(old);
          replaced.put(old, next);
          return {};
        }),
        recognitions: table('All recognitions, under the number in force.', z.object({ recognitions: z.array(z.object(span)) }), () => ({
          recognitions: recognitions.all().flatMap(({ id, document }) => document.map((known) => ({ insz: id, ...known }))),
        })),
      },
    };
  });
}
