import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { childrenOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { demand, xmllint } from '#tools/system-packages/packages.ts';
import { askDossier, askInscription } from '../live/magda-messages.ts';
import { dossierContent, exception, inscriptionResult, renumbered, writeReply } from '../sandbox/served/write-repliek.ts';
import { authenticSources, services } from './magda-names.ts';

/** An independent validator judges what goes over MAGDA's wire, both ways. */

const folder = mkdtempSync(join(tmpdir(), 'magda-xsd-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the validator says; empty when it has nothing to say. */
function verdict(message: XmlTree | string, schema: 'geefdossierhandicap' | 'registreerinschrijving'): string {
  const file = join(folder, 'message.xml');
  writeFileSync(file, typeof message === 'string' ? message : writeXml(message));
  const { status, stderr } = spawnSync(demand(xmllint), ['--nonet', '--noout', '--schema', join(import.meta.dirname, `magda-${schema}.xsd`), file], { encoding: 'utf8' });
  return status === 0 ? '' : stderr;
}

/** The one element in the Body. */
function inBody(envelope: XmlTree): XmlTree {
  const [body] = childrenOf(readXml(Buffer.from(writeXml(envelope)))).slice(-1);
  const [content] = body ? childrenOf(body) : [];
  if (!content) throw new Error('nothing in the Body');
  return content;
}

const insz = makeInsz('1960-05-01', 1, { testPerson: true });
const sender = { identification: 'kb.vlaanderen.be/test', capacity: '1300' };
const reference = '3f0e4a52-5b7e-4c2e-9a8d-6d8c0a4f2b11';
const now = Date.UTC(2026, 10, 24, 9);
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));

test('every question that we ask is one that the schema allows', () => {
  const text = (most: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: most }).filter((value) => value.length <= most);
  fc.assert(fc.property(day, day, fc.subarray([...authenticSources], { minLength: 1 }), text(120), text(24), fc.integer({ min: 0, max: 4e12 }), (from, until, sources, identification, capacity, at) => {
    const by = { sender: { identification, capacity }, reference, now: at };
    expect(verdict(inBody(askDossier({ insz, on: from, sources }, by).envelope), 'geefdossierhandicap')).toBe('');
    expect(verdict(inBody(askInscription({ insz, from, until }, by).envelope), 'registreerinschrijving')).toBe('');
  }), { numRuns: 25 });
});

test('every answer of the sandbox is one that the schema allows', () => {
  const asked = { sender: sender.identification, capacity: sender.capacity, contextReference: reference, reference };
  const other = makeInsz('1960-05-01', 2, { testPerson: true });
  for (const said of [
    { content: dossierContent(insz, [{ from: '2020-01-01', until: null }, { from: '2010-01-01', until: '2015-01-01' }]), exceptions: [renumbered(other, insz, now)] },
    { content: dossierContent(insz, []) }, { content: dossierContent(insz, undefined), exceptions: [exception('70001', 'WAARSCHUWING', 'Antwoord met waarschuwing', now)] }, { exceptions: [exception('99996', 'FOUT', 'Te veel', now)] },
  ]) expect(verdict(writeReply({ ...asked, service: services.dossier }, said, now, reference), 'geefdossierhandicap')).toBe('');
  expect(verdict(writeReply({ ...asked, service: services.inscription }, { content: inscriptionResult() }, now, reference), 'registreerinschrijving')).toBe('');
});

test('the schema refuses what MAGDA would: an element in a namespace, in another order, or missing', () => {
  const good = writeXml(inBody(askDossier({ insz, on: '2026-11-24', sources: ['DGPH'] }, { sender, reference, now }).envelope));
  expect(verdict(good, 'geefdossierhandicap')).toBe('');
  for (const [from, to] of [
    ['<Verzoek>', '<Verzoek xmlns="http://magda.vlaanderen.be/soczek/soap/geefdossierhandicap/v03_00">'], ['<Criteria>', '<Inhoud><Criteria>'], [`<ssin>${insz}</ssin>`, ''], ['<Type>VRAAG</Type>', ''],
    ['<referenceDate>2026-11-24<', '<referenceDate>24/11/2026<'],
  ] as const) {
    const broken = good.replace(from, to).replace(to.includes('<Inhoud>') ? '</Criteria>' : '\0', '</Criteria></Inhoud>');
    expect(broken).not.toBe(good);
    expect(verdict(broken, 'geefdossierhandicap')).not.toBe('');
  }
});
