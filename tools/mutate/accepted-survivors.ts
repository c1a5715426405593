import { acceptedInStore } from './accepted-in-store.ts';
import type { Accepted } from './judge-survivors.ts';

/** Every change of the code that the tests need not notice. What is not here and survives is a missing test or code that is not needed. */
export const acceptedSurvivors: readonly Accepted[] = [
  ...acceptedInStore,
  {
    file: 'services/journey/journey-table.ts', was: 'table.states[state]?.on', becomes: 'table.states[state].on',
    why: 'only the type asks for it: every state that is looked at was found in the table before',
  },
  {
    file: 'services/outbox/settle-item.ts', was: 'false', becomes: 'true',
    why: 'only the type asks for it: where it may be left out, it is not there at all',
  },
  {
    file: 'services/outbox/settle-item.ts', was: 'item.attempts > 0 || item.replays > 0', becomes: 'true',
    why: 'it saves a statement where no attempt has failed before',
  },
  {
    file: 'services/outbox/settle-item.ts', was: 'item.attempts > 0', becomes: 'item.attempts >= 0',
    why: 'as above',
  },
  {
    file: 'services/outbox/settle-item.ts', was: 'item.replays > 0', becomes: 'item.replays >= 0',
    why: 'as above',
  },
  {
    file: 'services/outbox/enqueue.ts', was: '[]', becomes: '["Stryker was here"]',
    why: 'only the type asks for it: the lane was named by this very item',
  },
  {
    file: 'services/vault/seal-value.ts', was: "'not written as we write it'", becomes: '""',
    why: 'the reason stays inside',
  },
  {
    file: 'services/vault/seal-value.ts', was: '[]', becomes: '["Stryker was here"]',
    why: 'the parts of no match are all missing, whatever stands in its place',
  },
  {
    file: 'services/vault/seal-value.ts', was: '!iv || ciphertext === undefined || !tag', becomes: 'false',
    why: 'the form has all of its parts or none, and nothing can be opened with a part that is missing: only the type asks, and the reason stays inside',
  },
  {
    file: 'services/vault/seal-value.ts', was: '!iv || ciphertext === undefined || !tag', becomes: '(!iv || ciphertext === undefined) && !tag',
    why: 'as above',
  },
  {
    file: 'services/vault/seal-value.ts', was: '!iv || ciphertext === undefined', becomes: 'false',
    why: 'as above',
  },
  {
    file: 'services/vault/seal-value.ts', was: '!iv || ciphertext === undefined', becomes: '!iv && ciphertext === undefined',
    why: 'as above',
  },
  {
    file: 'services/vault/seal-value.ts', was: 'ciphertext === undefined', becomes: 'false',
    why: 'as above',
  },
  {
    file: 'services/vault/seal-value.ts', was: "'not a sealed value'", becomes: '""',
    why: 'as above',
  },
  {
    file: 'services/vault/seal-value.ts', was: '{ authTagLength: 16 }', becomes: '{}',
    why: 'the form takes no shorter tag',
  },
  {
    file: 'services/vault/seal-value.ts', was: "'utf8'", becomes: '""',
    why: 'utf8 is what is meant when nothing is said',
  },
  {
    file: 'services/vault/seal-value.ts', was: 'a < b', becomes: 'a <= b',
    why: 'no two columns of a row have the same name',
  },
  {
    file: 'services/vault/key-file.ts', was: 'stampOf(path) === undefined', becomes: 'true',
    why: 'who makes keys where some are finds that they are there, and takes those: that is tested',
  },
  {
    file: 'services/vault/key-file.ts', was: "'utf8'", becomes: '""',
    why: 'JSON is read as utf8 when nothing is said',
  },
  {
    file: 'services/vault/key-file.ts', was: '{ cause: error }', becomes: '{}',
    why: 'the cause stays inside; what a person has to do is in the message, and that is tested',
  },
  {
    file: 'services/vault/key-file.ts', was: "typeof error === 'object' && error !== null && 'code' in error", becomes: 'true',
    why: 'only the type asks for it: what the system refuses comes as an error with a code',
  },
  {
    file: 'services/vault/key-file.ts', was: "typeof error === 'object' && error !== null && 'code' in error", becomes: "typeof error === 'object' && error !== null || 'code' in error",
    why: 'as above',
  },
  {
    file: 'services/vault/key-file.ts', was: "typeof error === 'object' && error !== null", becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/vault/key-file.ts', was: "typeof error === 'object' && error !== null", becomes: "typeof error === 'object' || error !== null",
    why: 'as above',
  },
  {
    file: 'services/vault/key-file.ts', was: "typeof error === 'object'", becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/vault/key-file.ts', was: 'error !== null', becomes: 'true',
    why: 'as above',
  },
  {
    file: 'services/vault/key-file.ts', was: "'a master key has 32 bytes'", becomes: '""',
    why: 'the reason would quote the file, so it is never told',
  },
  {
    file: 'services/vault/key-file.ts', was: "'each version is there once'", becomes: '""',
    why: 'as above',
  },
  {
    file: 'services/vault/keyring.ts', was: 'known', becomes: 'false',
    why: 'a key that is made ready once is the same as one that is made anew each time: a matter of speed',
  },
  {
    file: 'services/vault/keyring.ts', was: 'derived.set(info, key);', becomes: ';',
    why: 'as above',
  },
  {
    file: 'services/vault/sealed-vault.ts', was: '{ limit: 1 }', becomes: '{}',
    why: 'the first of them is taken anyway: a matter of speed',
  },
  {
    file: 'services/outbox/wake-lanes.ts', was: 'held && { kind: \'effect\', name: { in: held } }', becomes: 'true',
    why: 'it saves looks: the head of each lane is judged by itself, and that is tested',
  },
  {
    file: 'services/outbox/wake-lanes.ts', was: 'held && { kind: \'effect\', name: { in: held } }', becomes: 'false',
    why: 'as above',
  },
  {
    file: 'services/outbox/wake-lanes.ts', was: '{ kind: \'effect\', name: { in: held } }', becomes: '{}',
    why: 'as above',
  },
  {
    file: 'services/outbox/wake-lanes.ts', was: 'waiting.at(-1)?.id', becomes: 'waiting.at(-1).id',
    why: 'only the type asks for it: where all of a page are there, there is a last one',
  },
  {
    file: 'services/outbox/wake-lanes.ts', was: '\'0\'', becomes: '""',
    why: 'every id comes after both',
  },
];
