// The unit project alone: Stryker changes the code once and runs jest per change, which several projects at a time cannot share. Which suites run
// is said per part in parts.ts.
import everything from '../../jest.config.mjs';

const { displayName: _displayName, ...unit } = everything.projects[0];

export default { ...unit, rootDir: '../..' };
