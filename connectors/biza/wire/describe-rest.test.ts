import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { childNamed, childrenNamed, childrenOf, attributeOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { describeRest } from './describe-rest.ts';
import { eidOperation, messages } from './eid-messages.ts';

const xs = 'http://www.w3.org/2001/XMLSchema';
const schema = readXml(readFileSync(join(import.meta.dirname, 'eid-service-v1.xsd')));
const everyElement = (parent: XmlElement): XmlElement[] => childrenOf(parent).flatMap((child) => [...(child.name.local === 'element' && child.name.namespace === xs ? [child] : []), ...everyElement(child)]);
const fieldsOf = (name: string) => {
  const message = childrenNamed(schema, 'element', xs).find((element) => attributeOf(element, 'name') === name);
  return message ? childrenOf(childNamed(childNamed(message, 'complexType', xs), 'sequence', xs)).map((field) => attributeOf(field, 'name')) : undefined;
};

test('the OpenAPI that partners were given is what is spoken: another one is another version', () => {
  expect(JSON.parse(readFileSync(join(import.meta.dirname, 'eid-service-v1.openapi.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(describeRest())));
});

test.each(eidOperation.options)('%s has the same fields, in the same order, in XML and in JSON', (operation) => {
  expect(fieldsOf(operation)).toEqual(Object.keys(messages[operation].request.shape));
  expect(fieldsOf(`${operation}Response`)).toEqual(Object.keys(messages[operation].answer.shape));
});

test.each(['eid-service-v1.xsd', 'get-person-v3.xsd', 'fsb-person.xsd', 'fsb-address.xsd', 'fsb-context.xsd', 'fsb-header.xsd'])('every element of %s says what it is', (file) => {
  const elements = everyElement(readXml(readFileSync(join(import.meta.dirname, file))));
  expect(elements.length).toBeGreaterThan(0);
  expect(elements.filter((element) => childrenNamed(element, 'annotation', xs).length === 0).map((element) => attributeOf(element, 'name'))).toEqual([]);
});
