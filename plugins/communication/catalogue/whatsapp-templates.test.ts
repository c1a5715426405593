import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageSchema } from '#services/belgium/language.ts';
import { noticeSchema } from '../communication.contract.ts';
import { composeMessage } from '../compose-message.ts';
import { fillTemplate } from '../fill-template.ts';
import { placeholders } from './texts.ts';
import { templateName, templatesToSubmit } from './whatsapp-templates.ts';

const kept = join(import.meta.dirname, '../../../connectors/messaging/wire/whatsapp-templates.json');
const all = templatesToSubmit();
const titled = all.map((template) => [template.name, template.language, template] as const);

test('the list of texts that are submitted for approval is the one that is kept with the wire', () => {
  expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(all);
});

test('every notice has a text of its own in every language', () => {
  expect(new Set(all.map(({ name, language }) => `${name} ${language}`)).size).toBe(noticeSchema.options.length * languageSchema.options.length);
});

test.each(titled)('WhatsApp can approve %s (%s): small letters in names, no placeholder first or last or twice, one line, room to be filled', (_name, _language, { name, components: [{ text, example }] }) => {
  expect(name).toMatch(/^[a-z][a-z0-9_]{1,100}$/);
  expect(text).not.toMatch(/^\s*\{\{|\}\}[\s.,!?]*$|[\n\t]| {2}|\}\}\s*\{\{/);
  const names = [...text.matchAll(/\{\{([a-z][a-z0-9_]*)\}\}/g)].map(([, found]) => found);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((found) => !/^[a-z_]{1,20}$/.test(found ?? ''))).toEqual([]);
  expect(text.replaceAll(/\{\{[a-z][a-z0-9_]*\}\}/g, '')).not.toMatch(/[{}]/);
  expect(text.length).toBeLessThanOrEqual(550);
  expect(example.body_text_named_params.map(({ param_name: found }) => found)).toEqual(names);
  expect(example.body_text_named_params.every(({ example: shown }) => shown !== '')).toBe(true);
});

test('an approved text that was filled reads as the message that the house composed', () => {
  for (const notice of noticeSchema.options) for (const language of languageSchema.options) {
    const values = Object.fromEntries(placeholders[notice].map((name) => [name, `<${name}>\n$& {{code}}`]));
    const { template, parameters } = fillTemplate(notice, language, values);
    const [body] = all.find(({ name, language: written }) => name === template && written === language)?.components ?? [];
    const filled = body?.text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => parameters.find((one) => one.name === name)?.text ?? '');
    expect(filled).toBe(composeMessage({ notice, language, medium: 'whatsapp', values }).body);
  }
});

test('two notices never share a text that was approved', () => {
  expect(new Set(noticeSchema.options.map(templateName)).size).toBe(noticeSchema.options.length);
});
