import type { z } from 'zod';
import { branches, jsonSchemaOf, type JsonSchema } from '#services/gateway/input-fields.ts';

/** One field of a lever, as a form asks it. */
export interface LeverField {
  readonly name: string;
  /** `written`: a list or a record, in JSON. */
  readonly kind: 'text' | 'whole' | 'yes-no' | 'choice' | 'written';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly help: string;
}

/** The fields that a lever takes, from its own schema. */
export function leverFields(input: z.ZodType): readonly LeverField[] {
  const { properties = {}, required = [] } = jsonSchemaOf(input, 'input');
  return Object.entries(properties).map(([name, schema]) => ({ name, ...shapeOf(schema), required: required.includes(name) && !takesNull(schema), help: typeof schema['description'] === 'string' ? schema['description'] : '' }));
}

/** What was typed, as the lever takes it; what is empty is left out, and where that is not possible it is none. What cannot be read stays text: the lever's own schema says what is wrong with it. */
export function leverInput(input: z.ZodType, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const { properties = {}, required = [] } = jsonSchemaOf(input, 'input');
  return Object.fromEntries(leverFields(input).flatMap(({ name, kind }): [string, unknown][] => {
    const text = typed[name] ?? '';
    if (text === '') return required.includes(name) && takesNull(properties[name] ?? {}) ? [[name, null]] : [];
    return [[name, readers[kind](text)]];
  }));
}

const readers: Readonly<Record<LeverField['kind'], (text: string) => unknown>> = {
  text: (text) => text, choice: (text) => text, 'yes-no': (text) => (text === 'yes' ? true : text === 'no' ? false : text),
  whole: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text),
  written: (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  },
};

function shapeOf(schema: JsonSchema): Pick<LeverField, 'kind' | 'choices'> {
  const all = [schema, ...branches(schema)].filter((one) => one['type'] !== 'null');
  const choices = all.flatMap((one) => [...(Array.isArray(one['enum']) ? one['enum'] : []), ...('const' in one ? [one['const']] : [])]).filter((one) => one !== null);
  const types = new Set(all.flatMap(({ type = [] }) => type).filter((type) => type !== 'null'));
  if (choices.length > 0) return { kind: types.has('number') || types.has('integer') ? 'whole' : 'choice', choices: choices.map(String) };
  if (types.has('object') || types.has('array')) return { kind: 'written', choices: [] };
  if (types.has('boolean')) return { kind: 'yes-no', choices: ['yes', 'no'] };
  return { kind: types.has('integer') || types.has('number') ? 'whole' : 'text', choices: [] };
}

const takesNull = (schema: JsonSchema): boolean => [schema, ...branches(schema)].some(({ type = [] }) => [type].flat().includes('null'));
