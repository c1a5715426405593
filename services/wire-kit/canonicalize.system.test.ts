import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { demand, xmllint } from '#tools/system-packages/packages.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { canonicalize } from './canonicalize.ts';
import { readXml } from './read-xml.ts';

const folder = mkdtempSync(join(tmpdir(), 'canonicalize-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'document.xml');
const canonicalByXmllint = (xml: string): string => {
  writeFileSync(file, xml);
  return execFileSync(demand(xmllint), ['--nonet', '--exc-c14n', file], { encoding: 'utf8' });
};

test.each([
  ['prefixes in the order of their code points, not of a language', '<r xmlns:a="urn:1" xmlns:B="urn:2" xmlns:SOAP="urn:3" xmlns:_="urn:4" B:x="" a:x="" SOAP:x="" _:x=""/>'],
  ['attributes by namespace, then by name', '<r xmlns:b="urn:a" xmlns:a="urn:b" a:z="" b:z="" z="" b:a="" a="" Z="" é=""/>'],
  ['a prefix that means one thing, another, and the first again', '<a:r xmlns:a="urn:1"><a:r xmlns:a="urn:2"><a:r xmlns:a="urn:1"><a:r/></a:r></a:r><a:r/></a:r>'],
  ['the default namespace left and entered again', '<r xmlns="urn:1"><r xmlns=""><s/><r xmlns="urn:1"/></r></r>'],
  ['declarations that nothing uses', '<r xmlns:x="urn:1" xmlns:y="urn:2"><y:s xmlns:x="urn:1" type="x:string"><x:t/></y:s></r>'],
  ['characters that are written as references', '<r a="&#9;&#10;&#13;&quot;\'&lt;&gt;&amp;">&#9;&#10;&#13;"\'&lt;&gt;&amp;]]&gt;é😀\u2028\u0085</r>'],
  ['CDATA and empty elements', '<r><![CDATA[<&>]]><![CDATA[]]><s/><t xml:lang="nl"></t></r>'],
])('%s: canonicalized as libxml2 does', (_what, xml) => {
  expect(canonicalize(readXml(Buffer.from(xml)))).toBe(canonicalByXmllint(xml));
});

const prefixes = ['', 'a', 'B', 'p1', 'Q-q'];
const name = fc.constantFrom('x', 'Y', 'z1');
const attributes = fc.uniqueArray(fc.tuple(fc.constantFrom(...prefixes), name), { maxLength: 4, selector: ([prefix, local]) => `${prefix}:${local}` });
const declarations = fc.uniqueArray(fc.tuple(fc.constantFrom(...prefixes), fc.constantFrom('urn:1', 'urn:2')), { maxLength: 3, selector: ([prefix]) => prefix });
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.record({
    prefix: fc.constantFrom(...prefixes), name, attributes, declarations,
    children: fc.array(fc.oneof({ depthSize: 'small' }, fc.constantFrom('text', ' &amp;\n', '&#13;'), tie('tree')), { maxLength: 3 }),
  }).map(({ prefix, name, attributes, declarations, children }) => {
    const qualified = (of: string, local: string) => (of === '' ? local : `${of}:${local}`);
    const declared = declarations.map(([of, uri]) => ` ${of === '' ? 'xmlns' : `xmlns:${of}`}="${uri}"`);
    const others = attributes.map(([of, local]) => ` ${qualified(of, local)}="${local}"`);
    return `<${qualified(prefix, name)}${declared.join('')}${others.join('')}>${children.join('')}</${qualified(prefix, name)}>`;
  }),
}));

test('whatever is read is canonicalized as libxml2 does', () => {
  fc.assert(fc.property(tree, (inner) => {
    const xml = `<r xmlns:a="urn:1" xmlns:B="urn:1" xmlns:p1="urn:2" xmlns:Q-q="urn:3">${inner}</r>`;
    let root;
    try {
      root = readXml(Buffer.from(xml));
    } catch (error) {
      // Two prefixes of one namespace gave one attribute twice.
      if (isFailure(error)) return;
      throw error;
    }
    expect(canonicalize(root)).toBe(canonicalByXmllint(xml));
  }), { numRuns: 150 });
});

test('what libxml2 does not read, we do not read', () => {
  const pieces = fc.constantFrom('<a>', '</a>', '<b/>', '<b x="1"', '/>', '>', ' y=\'2\'', '&amp;', '&#65;', '&#x1F600;', '&', '<!-- c -->', '<![CDATA[t]]>', ']]>', 'text', '<', '"', '--', '\n');
  let taken = 0;
  fc.assert(fc.property(fc.array(pieces, { maxLength: 5 }), (parts) => {
    const xml = `<a>${parts.join('')}</a>`;
    try {
      readXml(Buffer.from(xml));
    } catch (error) {
      if (isFailure(error)) return;
      throw error;
    }
    taken += 1;
    writeFileSync(file, xml);
    expect([xml, spawnSync(demand(xmllint), ['--nonet', '--noout', file]).status]).toEqual([xml, 0]);
  }), { numRuns: 1_000 });
  expect(taken).toBeGreaterThan(50);
});
