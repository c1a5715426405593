import { readSettings } from '#config/environment.ts';
import { askHealth } from './ask-health.ts';

// For a container or a monitor: ends with 0 when the node of this machine can do its work. Needs no shell and no other program.
const { host, port } = readSettings();
const found = await askHealth(host, port);
if (found !== 'UP') console.error(found);
process.exitCode = found === 'UP' ? 0 : 1;
