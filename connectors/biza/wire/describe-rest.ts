import { z } from 'zod';
import { biza } from '../biza.port.ts';
import { eidOperation, isWrite, messages } from './eid-messages.ts';
import { statedFaults } from './fault-codes.ts';
import { problemType } from './names.ts';

const texts = {
  authorisations: 'The authorisations that a holder has or had, per act.', registerBiometrics: 'Registers how the fingerprints ended, with the prints as ciphertext.',
  verifyBiometrics: 'Verifies a registration; it has one verdict.', orderCard: 'Orders a card on verified biometrics.', cardStatus: 'Where an ordered card stands.',
  annulCard: 'Annuls a card.', openActivation: 'Opens the remote activation of a card, with the code that is set on it, as ciphertext.', confirmActivation: 'Gives the answers of the card back.',
  registerCode: 'Registers the code of the citizen, as ciphertext.', closeRenewal: 'Closes the renewal once the card is active.', reportUnclaimed: 'Reports a card that nobody claimed.',
} as const;

/** The REST flavour of version 1 as OpenAPI: the same messages as the XSD. What it says stands in `eid-service-v1.openapi.json`, and changes only with the version. */
export function describeRest(): object {
  const operation = (name: string, summary: string, request: z.ZodType, answer: z.ZodType) => [`/v1/${name}`, {
    post: {
      operationId: name, summary,
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(request) } } },
      responses: { 200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(answer) } } }, default: { $ref: '#/components/responses/Refused' } },
    },
  }] as const;
  const { person } = biza.operations;
  const paths = [
    operation('person', 'Looks a person up; null when nobody has the number. Changes nothing.', person.input, person.output),
    ...eidOperation.options.map((name) => operation(name, `${texts[name]} ${isWrite(name) ? 'Takes a `requestKey` once.' : 'Changes nothing.'}`, messages[name].request, messages[name].answer)),
  ];
  const codes = statedFaults.map(({ code, description }) => `\`${problemType}${code}\`: ${description}`).join('\n');
  return {
    openapi: '3.1.0',
    info: { title: 'eID application of the federal interior ministry, as this programme assumes it', version: '1.0.0', description: 'Mutual TLS: who shows no certificate that BiZa registered does not get as far as HTTP.' },
    security: [{ mutualTls: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { mutualTls: { type: 'mutualTLS' } },
      responses: { Refused: { description: `BiZa refuses, and does nothing.\n${codes}`, content: { 'application/problem+json': { schema: { type: 'object', required: ['type', 'status', 'title'], properties: { type: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' }, instance: { type: 'string' } } } } } } },
    },
  };
}

/** As it travels: before anything is read out of it. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input', unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // XML writes it as a word, JSON has a type for it.
      if (jsonSchema.anyOf?.some(({ type }) => type === 'boolean')) {
        delete jsonSchema.anyOf;
        jsonSchema.type = 'boolean';
      }
    },
  });
  return rest;
}
