import { assert, property, string } from 'fast-check';
import { html } from './html.ts';

test('what a citizen is called stays text, in an element and in an attribute', () => {
  const name = '"><script>alert(1)</script>&\'';
  expect(html`<p title="${name}">${name}</p>`.written).toBe('<p title="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;&#39;">&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;&#38;&#39;</p>');
});

test('no text brings a mark of its own into a page', () => {
  assert(property(string(), (text) => {
    const { written } = html`<p title="${text}">${[text]}</p>`;
    expect(written.split(/[<>"]/).length).toBe(html`<p title="${''}">${['']}</p>`.written.split(/[<>"]/).length);
  }));
});

test('markup of ours is put in as it is, and nothing for what is not there', () => {
  expect(html`<ul>${['a', 'b'].map((item) => html`<li>${item}</li>`)}</ul>${null}${undefined}${false}`.written).toBe('<ul><li>a</li><li>b</li></ul>');
  expect(html`<input${html` checked`} />`.written).toBe('<input checked />');
});

test('a text outside of double quotes in a tag, and markup in an attribute, are refused', () => {
  expect(() => html`<p title=${'a'}>`).toThrow('outside of double quotes');
  expect(() => html`<p title="${html`<b>x</b>`}">`).toThrow('in an attribute');
});
