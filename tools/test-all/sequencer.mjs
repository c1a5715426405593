import Sequencer from '@jest/test-sequencer';
import { longSuitesFirst } from './long-suites-first.ts';

/** In which order Jest begins suites: a default export, as Jest wants it. */
export default class extends Sequencer {
  async sort(tests) {
    return longSuitesFirst(await super.sort([...tests]));
  }
}
