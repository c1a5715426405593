import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { devicesConfig } from './devices.config.ts';
import { keepsPinRules } from './card-pin-rules.ts';
import { keepsDevicesRules, type DevicesSide } from './devices-rules.ts';
import { openDevices } from './sandbox/open-devices.ts';

function sandboxSide(): DevicesSide {
  const bench = sandboxBench(devicesConfig.parse({}), Date.UTC(2026, 10, 24, 9));
  const sandbox = openDevices(bench.env);
  const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
  return {
    port: sandbox.implementation, call: bench.call, told: () => bench.delivered, now: bench.env.now,
    world: {
      connect: (device) => pull('connect', { device, title: 'Tablet' }),
      insertCard: (device, card) => pull('insert-card', { device, card }), removeCard: (device) => pull('remove-card', { device }), forge: (device) => pull('forge', { device }),
      typePin: (device, typed) => pull('type-pin', { device, ...(typed === 'cancel' ? { cancel: true } : typed) }), begin: (device) => pull('begin', { device }),
      putFingers: (device, fingers) => pull('put-fingers', { device, fingers }), chooseCode: (device, code) => pull('choose-code', { device, code }),
      giveUp: (device, what) => pull(what === 'code' ? 'choose-code' : 'put-fingers', { device, fail: 'time-out' }),
      wait: (seconds) => bench.goTo(bench.env.now() + seconds * 1_000),
    },
    settled: () => undefined,
    close: () => { sandbox.close(); bench.remove(); },
  };
}

describe('the sandbox', () => { keepsDevicesRules(sandboxSide); });
describe('the PIN of a card in the sandbox', () => { keepsPinRules(sandboxSide); });
