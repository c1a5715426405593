import { languageSchema, type Language } from '#services/belgium/language.ts';
import type { Field, LoginDesk, Texts } from './login-desk.ts';

const submit: Texts = { nl: 'Aanmelden', fr: 'Se connecter', de: 'Anmelden', en: 'Log in' };
const wrong: Texts = { nl: 'Dit klopt niet. Kijk na wat u invulde.', fr: 'Ceci est incorrect. Vérifiez ce que vous avez rempli.', de: 'Das stimmt nicht. Prüfen Sie Ihre Angaben.', en: 'This is not right. Look at what you filled in.' };
const test: Texts = {
  nl: 'Dit is een testomgeving: meld u aan als een fictieve persoon.', fr: 'Ceci est un environnement de test : connectez-vous en tant que personne fictive.',
  de: 'Dies ist eine Testumgebung: Melden Sie sich als fiktive Person an.', en: 'This is a test environment: log in as a fictitious person.',
};

/** The language that was asked for at the login, else the browser's, else Dutch. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  const wishes = [...(asked ?? '').split(' '), ...(accepted ?? '').split(',')].map((wish) => languageSchema.safeParse(wish.trim().slice(0, 2).toLowerCase()));
  return wishes.find((wish) => wish.success)?.data ?? 'nl';
}

/** The page at which somebody logs in: a form that needs no script, with nothing from elsewhere. */
export function writePage({ title, fields }: Pick<LoginDesk<unknown>, 'title' | 'fields'>, language: Language, again?: URLSearchParams): string {
  const filledIn = (name: string) => again?.get(name) ?? '';
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title[language])}</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
label { display: block; font-weight: 600; margin-top: 1.25rem; }
input, select, textarea, button { font: inherit; width: 100%; box-sizing: border-box; min-height: 2.75rem; padding: .5rem; border: 2px solid #595959; border-radius: .25rem; background: #fff; color: inherit; }
button { margin-top: 1.75rem; background: #0b4f8a; color: #fff; border-color: #0b4f8a; font-weight: 600; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
.hint { margin: 0; color: #4d4d4d; }
.wrong { border-left: .4rem solid #a80000; padding: .5rem 1rem; }
</style>
</head>
<body>
<main>
<h1>${escape(title[language])}</h1>
<p>${escape(test[language])}</p>
${again ? `<p class="wrong" role="alert">${escape(wrong[language])}</p>` : ''}
<form method="post">
${fields.map((field) => writeField(field, language, filledIn(field.name))).join('\n')}
<button type="submit">${escape(submit[language])}</button>
</form>
</main>
</body>
</html>
`;
}

function writeField({ name, label, hint, choices, lines }: Field, language: Language, value: string): string {
  const described = hint ? ` aria-describedby="${name}-hint"` : '';
  const options = choices?.map((choice) => `<option value="${escape(choice.value)}"${choice.value === value ? ' selected' : ''}>${escape(choice.label[language])}</option>`).join('');
  const input = options !== undefined ? `<select id="${name}" name="${name}"${described}>${options}</select>`
    : lines !== undefined ? `<textarea id="${name}" name="${name}" rows="${lines}"${described}>${escape(value)}</textarea>`
    : `<input id="${name}" name="${name}" value="${escape(value)}" autocomplete="off" required${described}>`;
  return `<label for="${name}">${escape(label[language])}</label>\n${hint ? `<p class="hint" id="${name}-hint">${escape(hint[language])}</p>\n` : ''}${input}`;
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => `&#${one.codePointAt(0) ?? 0};`);
