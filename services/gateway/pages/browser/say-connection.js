/** What people are told of the connection, in the words that came with the page. */

/**
 * @typedef {{ readonly waiting: number, readonly lost: boolean }} Connection
 * @param {HTMLElement} place with its words as `data-waiting`, `data-lost` and `data-sent`
 * @returns {(connection: Connection) => void}
 */
export function sayConnection(place) {
  let wasAway = false;
  return ({ waiting, lost }) => {
    const { waiting: waits = '', lost: gone = '', sent = '' } = place.dataset;
    const words = waiting > 0 ? waits.replace('#', String(waiting)) : lost ? gone : wasAway ? sent : '';
    wasAway = waiting > 0 || lost;
    place.classList.toggle('eid-connection--away', wasAway);
    // Said once by a screen reader, not at each try.
    if (place.textContent !== words) place.textContent = words;
  };
}
