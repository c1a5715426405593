import { languageSchema, type Language } from '#services/belgium/language.ts';
import type { Field, LoginDesk, Texts } from './login-desk.ts';

const submit: Texts = { nl: 'Aanmelden', fr: 'Se connecter', de: 'Anmelden', en: 'Log in' };
const cancel: Texts = { nl: 'Annuleren', fr: 'Annuler', de: 'Abbrechen', en: 'Cancel' };
const error: Texts = { nl: 'Fout', fr: 'Erreur', de: 'Fehler', en: 'Error' };
const wrong: Texts = { nl: 'Dit klopt niet. Kijk dit na:', fr: 'Ceci est incorrect. Vérifiez :', de: 'Das stimmt nicht. Prüfen Sie:', en: 'This is not right. Look at:' };
const test: Texts = {
  nl: 'Dit is een testomgeving: meld u aan als een fictieve persoon.', fr: 'Ceci est un environnement de test : connectez-vous en tant que personne fictive.',
  de: 'Dies ist eine Testumgebung: Melden Sie sich als fiktive Person an.', en: 'This is a test environment: log in as a fictitious person.',
};
const stopped: Texts = { nl: 'Aanmelden lukt zo niet', fr: 'La connexion n’est pas possible ainsi', de: 'So ist keine Anmeldung möglich', en: 'You cannot log in this way' };
const beginAgain: Texts = {
  nl: 'Dit aanmelden is voorbij, of werd in een andere browser begonnen. Begin opnieuw op de website waar u vandaan komt.',
  fr: 'Cette connexion est terminée, ou a été commencée dans un autre navigateur. Recommencez sur le site d’où vous venez.',
  de: 'Diese Anmeldung ist vorbei oder wurde in einem anderen Browser begonnen. Beginnen Sie neu auf der Website, von der Sie kommen.',
  en: 'This login is over, or was begun in another browser. Begin again at the website that you came from.',
};
const notAgreed: Texts = {
  nl: 'De website stuurde u hierheen zonder wat afgesproken is. Meld het daar.', fr: 'Le site vous a envoyé ici sans ce qui est convenu. Signalez-le là-bas.',
  de: 'Die Website hat Sie ohne das Vereinbarte hierher geschickt. Melden Sie es dort.', en: 'The website sent you here without what was agreed. Tell them there.',
};

/** Which button was pressed to go back without logging in. */
export const cancelling = (form: URLSearchParams): boolean => form.has('cancel');

/** The language that was asked for at the login, else the browser's, else Dutch. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  const wishes = [...(asked ?? '').split(' '), ...(accepted ?? '').split(',')].map((wish) => languageSchema.safeParse(wish.trim().slice(0, 2).toLowerCase()));
  return wishes.find((wish) => wish.success)?.data ?? 'nl';
}

/** The page at which somebody logs in: a form that needs no script, with nothing from elsewhere. `again`: what was filled in, where it was not right. */
export function writePage({ title, fields, wrongIn }: Pick<LoginDesk<unknown>, 'title' | 'fields' | 'wrongIn'>, language: Language, again?: URLSearchParams): string {
  const marked = again ? wrongIn(again) : [];
  const named = fields.filter(({ name }) => marked.includes(name)).map(({ name, label }) => `<a href="#${name}">${escape(label[language])}</a>`).join(', ');
  return write(language, again ? `${error[language]}: ${title[language]}` : title[language], `<h1>${escape(title[language])}</h1>
<p>${escape(test[language])}</p>
${again ? `<p class="wrong" role="alert">${escape(wrong[language])} ${named}</p>\n` : ''}<form method="post">
${fields.map((field) => writeField(field, language, again?.get(field.name) ?? '', marked.includes(field.name))).join('\n')}
<button type="submit">${escape(submit[language])}</button>
<button type="submit" name="cancel" value="1" class="other" formnovalidate>${escape(cancel[language])}</button>
</form>`);
}

/** The page of a login that cannot go on: over, or asked for as nobody agreed to. `reason` is for who builds the website. */
export function writeEnd(kind: 'over' | 'not-agreed', language: Language, reason?: string): string {
  return write(language, stopped[language], `<h1>${escape(stopped[language])}</h1>
<p>${escape((kind === 'over' ? beginAgain : notAgreed)[language])}</p>${reason === undefined ? '' : `\n<p class="hint" lang="en">${escape(reason)}</p>`}`);
}

const write = (language: Language, title: string, main: string): string => `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.25; }
label { display: block; font-weight: 600; margin-top: 1.25rem; }
input, select, textarea, button { font: inherit; width: 100%; box-sizing: border-box; min-height: 2.75rem; padding: .5rem; border: 2px solid #595959; border-radius: .25rem; background: #fff; color: inherit; }
button { margin-top: 1.75rem; background: #0b4f8a; color: #fff; border-color: #0b4f8a; font-weight: 600; }
button.other { margin-top: .75rem; background: #fff; color: #0b4f8a; }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; }
[aria-invalid] { border-color: #a80000; }
.hint { margin: 0 0 .25rem; color: #4d4d4d; }
.wrong { border-left: .4rem solid #a80000; padding: .5rem 1rem; }
.wrong a { color: inherit; }
</style>
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;

function writeField({ name, label, hint, choices, lines, digits }: Field, language: Language, value: string, invalid: boolean): string {
  const described = `${hint ? ` aria-describedby="${name}-hint"` : ''}${invalid ? ' aria-invalid="true"' : ''}`;
  const options = choices?.map((choice) => `<option value="${escape(choice.value)}"${choice.value === value ? ' selected' : ''}>${escape(choice.label[language])}</option>`).join('');
  const input = options !== undefined ? `<select id="${name}" name="${name}"${described}>${options}</select>`
    : lines !== undefined ? `<textarea id="${name}" name="${name}" rows="${lines}"${described}>${escape(value)}</textarea>`
    : `<input id="${name}" name="${name}" value="${escape(value)}" autocomplete="off"${digits ? ' inputmode="numeric"' : ''} required${described}>`;
  return `<label for="${name}">${escape(label[language])}</label>\n${hint ? `<p class="hint" id="${name}-hint">${escape(hint[language])}</p>\n` : ''}${input}`;
}

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => `&#${one.codePointAt(0) ?? 0};`);
