/** What a program does that holds elements of the desk: it gives them a token, and hears what happens. */

const told = document.getElementById('told');

/** A real tool would ask its own server for a credential of the official who is logged in there. */
const token = async () => {
  const response = await fetch('example-host/token');
  return response.text();
};
for (const element of document.querySelectorAll('eid-worklist, eid-planning')) Object.assign(element, { token });

for (const name of ['eid-navigated', 'eid-done', 'eid-connection', 'eid-sign-in-needed']) {
  addEventListener(name, (event) => {
    const line = document.createElement('li');
    line.textContent = `${name} ${event instanceof CustomEvent ? JSON.stringify(event.detail) : ''}`;
    told?.prepend(line);
  });
}
