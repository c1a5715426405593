import { z } from 'zod';
import { childrenOf, isNamed, textOf } from '#services/wire-kit/find-in-xml.ts';
import { element, prefixed } from '#services/wire-kit/write-xml.ts';
import type { XmlElement, XmlTree } from '#services/wire-kit/xml-tree.ts';
import { eidNamespace } from '../../wire/names.ts';
import type { Field, Shape } from './read-shapes.ts';

export const eid = prefixed('eid', eidNamespace);
const record = z.record(z.string(), z.unknown());

/** The value in an element, or nothing when it does not keep to the contract: an element too many, too few, or out of order. */
export function readByShape(parent: XmlElement, fields: readonly Field[]): Readonly<Record<string, unknown>> | undefined {
  const waiting = childrenOf(parent);
  const value: Record<string, unknown> = {};
  for (const { name, optional, many, shape } of fields) {
    const others = waiting.findIndex((next) => !isNamed(next, name, eidNamespace));
    const run = others === -1 ? waiting.length : others;
    const found = waiting.splice(0, many ? run : Math.min(run, 1)).map((next) => contentOf(next, shape));
    if (found.includes(undefined) || (found.length === 0 && !optional)) return undefined;
    value[name] = many ? found : found[0] ?? null;
  }
  return waiting.length === 0 ? value : undefined;
}

function contentOf(found: XmlElement, shape: Shape): unknown {
  if (typeof shape !== 'string') return readByShape(found, shape);
  return shape === 'integer' ? Number(textOf(found)) : textOf(found);
}

/** The same way back. */
export function writeByShape(name: string, value: unknown, fields: readonly Field[]): XmlTree {
  const held = record.parse(value);
  return element(eid(name), ...fields.flatMap(({ name: field, many, shape }) => {
    const given = held[field];
    const all: readonly unknown[] = many && Array.isArray(given) ? given : given === null || given === undefined ? [] : [given];
    return all.map((one) => (typeof shape === 'string' ? element(eid(field), String(one)) : writeByShape(field, one, shape)));
  }));
}
