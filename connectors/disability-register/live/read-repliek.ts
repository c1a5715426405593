import { z } from 'zod';
import { childNamed, childrenNamed, childrenOf, childText, isNamed, optionalChild, optionalText } from '#services/wire-kit/find-in-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { newNumber, newNumberName, oldNumberName } from '../wire/magda-names.ts';
import type { Span } from '../judge-recognition.ts';
import type { Question } from './magda-messages.ts';
import { RegisterTrouble } from './register-trouble.ts';

export interface MagdaException { readonly code: string; readonly refuses: boolean; /** Numbers that it names, where it says that one replaced the other. */ readonly renumbered: { readonly old: string; readonly next: string } | undefined }
export interface Reply { readonly exceptions: readonly MagdaException[]; readonly content: XmlElement | undefined }

const notUnderstood = (says: string) => new RegisterTrouble('unreadable', 'reachability', `MAGDA: ${says}`);

/** The answer to one question, and what MAGDA has to say about it: status 200 says nothing yet. */
export function readReply(said: XmlElement, { service, reference }: Question): Reply {
  if (!isNamed(said, `${service.name}Response`, service.namespace)) throw notUnderstood('the answer of another service');
  const reply = childNamed(said, 'Repliek', '');
  const answers = optionalChild(reply, 'Antwoorden', '');
  const answer = answers && childNamed(answers, 'Antwoord', '');
  if (answer && childText(answer, 'Referte', '') !== reference) throw notUnderstood('the answer to another question');
  return { exceptions: [reply, ...(answer ? [answer] : [])].flatMap(exceptionsIn), content: answer && optionalChild(answer, 'Inhoud', '') };
}

function exceptionsIn(parent: XmlElement): MagdaException[] {
  const list = optionalChild(parent, 'Uitzonderingen', '');
  return list ? childrenNamed(list, 'Uitzondering', '').map((exception) => {
    const code = childText(exception, 'Identificatie', '').trim();
    return { code, refuses: childText(exception, 'Type', '').trim() === 'FOUT', renumbered: code === newNumber ? renumberedIn(exception) : undefined };
  }) : [];
}

function renumberedIn(exception: XmlElement): { old: string; next: string } {
  const list = optionalChild(exception, 'Annotaties', '');
  const named = (name: string) => (list ? childrenNamed(list, 'Annotatie', '') : []).filter((one) => childText(one, 'Naam', '').trim() === name).map((one) => inszSchema.safeParse(childText(one, 'Waarde', '').trim()).data);
  const [old, next] = [named(oldNumberName), named(newNumberName)];
  if (old.length !== 1 || next.length !== 1 || old[0] === undefined || next[0] === undefined) throw notUnderstood('a new number was announced, but not which');
  return { old: old[0], next: next[0] };
}

/** Whether a registration succeeded. */
export function registered({ content }: Reply): boolean {
  return content !== undefined && childText(content, 'Resultaat', '').trim() === '1';
}

export interface Dossier { /** Whom it is about; not said where nothing was found. */ readonly insz: string | undefined; readonly spans: readonly Span[]; /** A source did not say what it holds. */ readonly incomplete: boolean }

/** From when until when a person is recognised. Nothing else of the file is looked at. */
export function readDossier({ content }: Reply): Dossier {
  if (!content) throw notUnderstood('neither content nor an exception');
  const response = childNamed(content, 'ConsultFilesByDateResponse', '');
  const results = optionalChild(response, 'results', '');
  const states = (results ? childrenOf(results) : []).map((result) => ({ result, state: statusOf(result) }));
  return {
    insz: optionalText(response, 'ssin', '')?.trim(),
    spans: states.filter(({ state }) => state === 'DATA_FOUND').flatMap(({ result }) => childrenNamed(result, 'file', '').flatMap(spansIn)),
    incomplete: [statusOf(response), ...states.map(({ state }) => state)].some((state) => !conclusive.has(state)),
  };
}

/** Others (NO_RESULT, PARTIAL_RESULT) say that a source did not answer. */
const conclusive = new Set(['DATA_FOUND', 'NO_DATA_FOUND']);
const statusOf = (parent: XmlElement): string => childText(childNamed(parent, 'status', ''), 'value', '').trim();

function spansIn(file: XmlElement): Span[] {
  const recognitions = optionalChild(file, 'handicapRecognitions', '');
  return (recognitions ? childrenNamed(recognitions, 'handicapRecognition', '') : []).flatMap((recognition) => {
    const status = optionalChild(recognition, 'recognitionStatus', '');
    const decision = optionalText(recognition, 'decisionStatus', '')?.trim();
    // Without a period, or while it is being decided, there is no recognition.
    if (!status || (decision !== undefined && decision !== decided)) return [];
    return [{ from: dayIn(childText(status, 'startDateRecognition', '')), until: lastDay(optionalText(status, 'endDateRecognition', '')) }];
  });
}

const decided = 'RECOGNITION_DETERMINED';
const isoDay = z.iso.date();
const noEnd = '2300-01-01';

function dayIn(text: string): string {
  // A day may carry a time zone: 2026-11-24+01:00.
  const day = isoDay.safeParse(text.trim().slice(0, 10)).data;
  if (day === undefined) throw notUnderstood('a day that is none');
  return day;
}

function lastDay(text: string | undefined): string | null {
  const day = text === undefined || text.trim() === '' ? null : dayIn(text);
  return day !== null && day >= noEnd ? null : day;
}
