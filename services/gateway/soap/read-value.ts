import { attributeOf, childrenOf } from '#services/wire-kit/find-in-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import type { FieldIssue } from '#services/kernel/failure.ts';
import { forbiddenKeys } from '../assemble-input.ts';
import { parseJson } from '../parse-json.ts';
import type { Shape, ShapeField } from './shape.ts';
import { actionsNamespace, xsiNamespace } from './soap-names.ts';

export interface ReadValue { readonly value: unknown; readonly issues: readonly FieldIssue[] }

/** The value that stands in an element. Whether the contract takes it is judged afterwards; here it is only made of the right kind, and never guessed. */
export function readValue(element: XmlElement, shape: Shape): ReadValue {
  const issues: FieldIssue[] = [];
  const value = read(element, shape, [], (path, detail) => { issues.push({ in: 'body', name: path.join('.') || 'body', detail }); });
  return { value, issues };
}

type Path = readonly (string | number)[];
type Complain = (path: Path, detail: string) => void;

/** Undefined after a complaint. */
function read(element: XmlElement, shape: Shape, path: Path, complain: Complain): unknown {
  if (element.attributes.some(({ name }) => name.namespace !== xsiNamespace)) complain(path, 'this element has an attribute that is not known here');
  if (isNil(element)) {
    if (element.children.some((child) => typeof child !== 'string' || trimmed(child) !== '')) complain(path, 'an element that is nil holds nothing');
    return null;
  }
  if (shape.form === 'group') return readGroup(element, shape.fields, path, complain);
  if (shape.form === 'list') return partsOf(element, path, complain).flatMap((part, index) => (isPart(part, 'item', path, complain) ? [read(part, shape.item, [...path, index], complain)] : []));
  if (shape.form === 'map') return readMap(element, shape.value, path, complain);
  if (shape.form === 'choice') return readChoice(element, shape.branches, path, complain);
  return readText(element, shape, path, complain);
}

function readGroup(element: XmlElement, fields: readonly ShapeField[], path: Path, complain: Complain): unknown {
  const found = new Map<string, unknown>();
  for (const part of partsOf(element, path, complain)) {
    const field = fields.find(({ name }) => name === part.name.local);
    const place = [...path, part.name.local];
    if (!field || part.name.namespace !== actionsNamespace) complain(place, 'this field is not known here');
    else if (found.has(field.name)) complain(place, 'this field is given more than once');
    else found.set(field.name, read(part, field.shape, place, complain));
  }
  return Object.fromEntries(found);
}

const entryFields = (value: Shape): readonly ShapeField[] => [{ name: 'key', shape: { form: 'text', kind: 'text', nullable: false }, optional: false }, { name: 'value', shape: value, optional: false }];

function readMap(element: XmlElement, shape: Shape, path: Path, complain: Complain): unknown {
  const found = new Map<string, unknown>();
  for (const [index, part] of partsOf(element, path, complain).entries()) {
    const place = [...path, index];
    if (!isPart(part, 'entry', path, complain)) continue;
    const entry = Object.entries(Object(readGroup(part, entryFields(shape), place, complain)));
    const key: unknown = entry.find(([name]) => name === 'key')?.[1];
    if (typeof key !== 'string' || entry.length < 2) complain(place, 'an entry has one key and one value');
    else if (forbiddenKeys.has(key) || found.has(key)) complain(place, 'this key is given more than once, or is none');
    else found.set(key, entry.find(([name]) => name === 'value')?.[1]);
  }
  return Object.fromEntries(found);
}

function readChoice(element: XmlElement, branches: readonly ShapeField[], path: Path, complain: Complain): unknown {
  const [part, ...more] = partsOf(element, path, complain);
  const branch = branches.find(({ name }) => name === part?.name.local);
  if (part && branch && more.length === 0 && part.name.namespace === actionsNamespace) return read(part, branch.shape, path, complain);
  complain(path, `one element is expected: ${branches.map(({ name }) => name).join(' or ')}`);
  return undefined;
}

function readText(element: XmlElement, shape: Shape, path: Path, complain: Complain): unknown {
  const text = element.children.filter((child) => typeof child === 'string').join('');
  if (childrenOf(element).length > 0) complain(path, 'text is expected, without elements');
  else if (shape.form === 'text') return shape.kind === 'text' ? text : shape.kind === 'base64' ? text.replaceAll(/[ \t\n\r]/g, '') : trimmed(text);
  else if (shape.form === 'flag') return readFlag(trimmed(text), path, complain);
  else if (shape.form === 'number') return readNumber(trimmed(text), shape.whole, path, complain);
  else return readJson(text, path, complain);
  return undefined;
}

function readFlag(text: string, path: Path, complain: Complain): unknown {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return complain(path, 'true or false is expected');
}

function readNumber(text: string, whole: boolean, path: Path, complain: Complain): unknown {
  const form = whole ? /^[+-]?\d{1,19}$/ : /^[+-]?(\d{1,340}(\.\d{0,340})?|\.\d{1,340})([Ee][+-]?\d{1,3})?$/;
  // Not the zero with a sign: nothing that is counted here has one.
  return form.test(text) ? Number(text) + 0 : complain(path, whole ? 'a whole number is expected, in digits' : 'a number is expected, in digits');
}

function readJson(text: string, path: Path, complain: Complain): unknown {
  try {
    // By the strict reader of the other front, which takes objects.
    const read = parseJson(Buffer.from(`{"value":${text}}`));
    if (Object.keys(read).length === 1) return read['value'];
  } catch {
    // Its complaint would name a place in a document that nobody sent.
  }
  return complain(path, 'JSON is expected here');
}

/** The elements inside; between them nothing but space. */
function partsOf(element: XmlElement, path: Path, complain: Complain): XmlElement[] {
  if (element.children.some((child) => typeof child === 'string' && trimmed(child) !== '')) complain(path, 'text where only elements are expected');
  return childrenOf(element);
}

function isPart({ name }: XmlElement, local: string, path: Path, complain: Complain): boolean {
  if (name.local === local && name.namespace === actionsNamespace) return true;
  complain([...path, name.local], `only elements '${local}' are expected here`);
  return false;
}

function isNil(element: XmlElement): boolean {
  return ['true', '1'].includes(trimmed(attributeOf(element, 'nil', xsiNamespace) ?? ''));
}

/** Space as XML knows it, which is less than `trim` takes. */
function trimmed(text: string): string {
  return text.replaceAll(/^[ \t\n\r]+|[ \t\n\r]+$/g, '');
}
