/**
 * What has `data-drag` (an address) may be dragged onto what has `data-drop` (a day): that leads to the address with the day, where it is chosen and confirmed.
 * Whoever cannot drag follows the link to the same address.
 *
 * @param {HTMLElement | ShadowRoot} place
 * @param {(to: string) => void} leadTo
 */
export function letDrag(place, leadTo) {
  /** @type {string | undefined} */
  let dragged;

  /** @param {Event} event @param {string} name */
  const holderOf = (event, name) => {
    const [target] = event.composedPath();
    const holder = target instanceof Element ? target.closest(`[data-${name}]`) : null;
    return holder instanceof HTMLElement ? holder : undefined;
  };
  const stop = () => {
    dragged = undefined;
    for (const over of place.querySelectorAll('.eid-drop')) over.classList.remove('eid-drop');
  };

  place.addEventListener('dragstart', (event) => { dragged = holderOf(event, 'drag')?.dataset['drag']; });
  place.addEventListener('dragend', stop);
  place.addEventListener('dragover', (event) => {
    const over = holderOf(event, 'drop');
    if (dragged === undefined || !over) return;
    event.preventDefault();
    for (const other of place.querySelectorAll('.eid-drop')) if (other !== over) other.classList.remove('eid-drop');
    over.classList.add('eid-drop');
  });
  place.addEventListener('drop', (event) => {
    const day = holderOf(event, 'drop')?.dataset['drop'];
    const to = dragged;
    stop();
    if (day === undefined || to === undefined) return;
    event.preventDefault();
    leadTo(`${to}?day=${day}`);
  });
}
