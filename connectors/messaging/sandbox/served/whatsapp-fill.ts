import type { ServedTemplate } from './whatsapp-templates.ts';

/** A refusal in Meta's own words. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: number;
  readonly details: string | undefined;
  readonly type: string;
  constructor(status: number, code: number, title: string, details?: string, type = 'OAuthException') {
    super(title);
    [this.status, this.code, this.details, this.type] = [status, code, details, type];
  }
}

interface Asked { readonly name: string; readonly code: string; readonly parameters: readonly { readonly name: string; readonly text: string }[] }
const longest = 1_024;

/** The approved text with what fills it, as the citizen reads it. @throws GraphRefusal where there is none, or it does not fit */
export function fillServed(templates: readonly ServedTemplate[], { name, code, parameters }: Asked): string {
  const template = templates.find((one) => one.name === name && one.language === code);
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED') throw new GraphRefusal(404, 132_001, 'Template name does not exist in the translation', `template name (${name}) does not exist in ${code}`);
  if (template.status === 'PAUSED') throw new GraphRefusal(400, 132_015, 'Template is paused');
  if (template.status === 'DISABLED') throw new GraphRefusal(400, 132_016, 'Template is disabled');
  if (parameters.length !== template.parameters.length) throw new GraphRefusal(400, 132_000, 'Number of parameters does not match the expected number of params', `body: number of parameters (${parameters.length}) does not match the expected number (${template.parameters.length})`);
  const given = new Map(parameters.map((parameter) => [parameter.name, parameter.text]));
  if (template.parameters.some((expected) => !given.has(expected))) throw new GraphRefusal(400, 100, 'Invalid parameter', 'Parameter name is missing or empty');
  if (parameters.some(({ text }) => text === '' || /[\n\t]| {5}/.test(text))) throw new GraphRefusal(400, 132_018, 'There is an issue with the parameters', 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  const text = template.text.replaceAll(/\{\{(\w+)\}\}/g, (_all, placeholder: string) => given.get(placeholder) ?? '');
  if (text.length > longest) throw new GraphRefusal(400, 132_005, 'Translated text too long');
  return text;
}
