import { describeOperation } from '../describe-operation.ts';
import { escapeHtml } from '../escape-html.ts';
import { exampleOf } from '../example-of.ts';
import { jsonSchemaOf, type JsonSchema } from '../input-fields.ts';
import { apiRoot } from '../openapi.ts';
import { fieldSchema, withoutFields } from '../openapi-schemas.ts';
import type { Operation } from '../operation.ts';
import { fieldRows, type FieldRow } from './fields-table.ts';

/** One operation: what it does, what goes in and comes out, and a form to send it. */
export function operationPart(operation: Operation): string {
  const { name, method, action } = operation;
  const path = `${apiRoot}${operation.path}`;
  const [input, output] = [jsonSchemaOf(action.input, 'input'), jsonSchemaOf(action.output, 'output')];
  return `<details class="operation" id="${escapeHtml(name)}">
<summary><span class="method">${method}</span> <code>${escapeHtml(path)}</code> ${escapeHtml(action.summary)}</summary>
<div>
<p>${escapeHtml(describeOperation(operation).slice(action.summary.length).trim()).replaceAll(/`([^`]+)`/g, '<code>$1</code>')} <a href="#${escapeHtml(name)}">${escapeHtml(name)}</a></p>
${fieldsTable(name, 'What goes in', 'Required', fieldRows(input))}
${fieldsTable(name, 'What comes out', 'Always there', fieldRows(output))}
${formOf(operation, path, input)}
</div>
</details>`;
}

function fieldsTable(name: string, caption: string, always: string, rows: readonly FieldRow[]): string {
  if (rows.length === 0) return `<p>${caption}: no fields.</p>`;
  const lines = rows.map(({ name: field, required, kind, says }) => `<tr><th scope="row"><code>${escapeHtml(field)}</code></th><td>${required ? 'yes' : 'no'}</td><td>${escapeHtml(kind)}</td><td>${escapeHtml(says)}</td></tr>`);
  return `<div class="scroll" tabindex="0" role="group" aria-label="${caption}, ${escapeHtml(name)}"><table><caption>${caption}</caption><thead><tr><th scope="col">Field</th><th scope="col">${always}</th><th scope="col">What</th><th scope="col">Meaning</th></tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}

function formOf({ name, method, pathFields, fields }: Operation, path: string, input: JsonSchema): string {
  const id = (field: string) => escapeHtml(`${name}-${field}`);
  const inQuery = method === 'GET' ? [...fields.keys()].filter((field) => !pathFields.includes(field)) : [];
  const hasBody = method === 'POST' && fields.size > pathFields.length;
  const one = (place: 'path' | 'query', field: string) => {
    const value = place === 'path' ? exampleOf(fieldSchema(input, field).schema, input, field) : undefined;
    const many = fields.get(field)?.many ?? false;
    return `<label for="${id(field)}">${escapeHtml(field)} (${place}${many ? ', with commas between several' : ''})</label>
<input id="${id(field)}" name="${escapeHtml(field)}" data-place="${place}" data-many="${many}" autocomplete="off"${place === 'path' ? ' required' : ''} value="${escapeHtml(typeof value === 'string' || typeof value === 'number' ? String(value) : '')}">`;
  };
  return `<form data-method="${method}" data-path="${escapeHtml(path)}" aria-label="Try ${escapeHtml(name)}">
${[...pathFields.map((field) => one('path', field)), ...inQuery.map((field) => one('query', field))].join('\n')}
${hasBody ? `<label for="${id('body')}">Body</label>\n<textarea id="${id('body')}" name="body" autocomplete="off" spellcheck="false">\n${escapeHtml(JSON.stringify(exampleOf(withoutFields(input, pathFields)), null, 2))}</textarea>` : ''}
${method === 'POST' ? `<label for="${id('key')}">Idempotency-Key (header, may be left empty)</label>\n<input id="${id('key')}" name="idempotency-key" autocomplete="off">` : ''}
<button type="submit">Send</button>
<p role="status"></p>
<pre tabindex="0" aria-label="Answer" hidden></pre>
</form>`;
}
