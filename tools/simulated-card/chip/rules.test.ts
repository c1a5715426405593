import {
  array, assert, boolean, constant, constantFrom, integer, oneof, property, stringMatching, tuple, uint8Array,
} from 'fast-check';
import { generateKeyPairSync, publicDecrypt, randomBytes } from 'node:crypto';
import { cardCommands, pinBlock } from '#connectors/biza/wire/card-commands.ts';
import { filePaths } from '../content/file-paths.ts';
import { newSession, type Chip, type Session } from './chip.ts';
import { isPinBlock } from './pin-block.ts';
import { PinCell } from './pin-cell.ts';
import { runCommand } from './run-command.ts';

const cardNumber = '599000000132';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const identity = Buffer.alloc(700, 'a name that nobody may read');

function chipOf(given: Partial<Chip> = {}): Chip {
  const files = new Map([[filePaths.identity, identity], [filePaths.directory, Buffer.from('directory')]] as const);
  return {
    applet: '1.7', cardNumber, chipNumber: Buffer.alloc(16, 9), files, keys: new Map([[0x82, rsa.privateKey], [0x83, rsa.privateKey]]), pin: new PinCell(pinBlock('1234'), false),
    random: randomBytes, isActive: true, ...given,
  };
}
const send = (chip: Chip, session: Session, command: string) => {
  const { data = new Uint8Array(), status } = runCommand(chip, session, Buffer.from(command, 'hex'));
  return Buffer.from(data).toString('hex').toUpperCase() + status.toString(16).toUpperCase().padStart(4, '0');
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const verify = (digits: string) => `0020000108${hex(pinBlock(digits))}`;
const change = (from: string, to: string) => `0024000110${hex(pinBlock(from))}${hex(pinBlock(to))}`;
const selectIdentity = '00A4080C063F00DF014031';
const digits = stringMatching(/^\d{4,12}$/);

describe('the PIN', () => {
  test('may be wrong three times in a row, whatever is done in between; then the right one is refused too', () => {
    const act = oneof(
      digits.map((one) => ({ command: verify(one), isTry: true })), constant({ command: verify('1234'), isTry: true }),
      digits.map((one) => ({ command: change(one, '5678'), isTry: true })), constantFrom('reset', '0020000100', '80E6000000', selectIdentity).map((command) => ({ command, isTry: false })),
    );
    assert(property(array(act, { maxLength: 30 }), (acts) => {
      const chip = chipOf();
      let [session, wrong] = [newSession(), 0];
      for (const { command, isTry } of acts) {
        if (command === 'reset') {
          session = newSession();
          continue;
        }
        const wasBlocked = wrong === 3;
        const said = send(chip, session, command);
        if (isTry && !wasBlocked) wrong = said === '9000' ? 0 : wrong + 1;
        const refusal = wasBlocked ? '6983' : `63C${3 - wrong}`;
        expect([isTry && said !== '9000' ? said : refusal, chip.pin.left, wrong <= 3]).toEqual([refusal, 3 - wrong, true]);
        expect(isTry && wasBlocked && said === '9000').toBe(false);
      }
    }));
  });

  test('is asked for how many tries are left, and loses none by it', () => {
    const [chip, session] = [chipOf(), newSession()];
    expect(['0020000100', verify('9999'), '0020000100', '00200001'].map((command) => send(chip, session, command))).toEqual(['63C3', '63C2', '63C2', '63C2']);
  });

  test('is changed only by who knows the present one, and only to 4 to 12 digits', () => {
    assert(property(digits, digits, (from, to) => {
      const [chip, session] = [chipOf(), newSession()];
      expect(send(chip, session, change(from, to))).toBe(from === '1234' ? '9000' : '63C2');
      expect(send(chip, session, change('1234', to))).toBe('9000');
      expect(send(chip, session, verify(to))).toBe('9000');
    }));
    const [chip, session] = [chipOf(), newSession()];
    expect(send(chip, session, `0024000110${hex(pinBlock('1234'))}23123FFFFFFFFFFF`)).toBe('6A80');
    expect([chip.pin.left, send(chip, session, verify('1234'))]).toEqual([3, '9000']);
  });

  test('is written 2, its length, its digits and F; what is written otherwise is none', () => {
    assert(property(digits, (one) => isPinBlock(pinBlock(one))));
    for (const none of ['241234FFFFFFFFF', '341234FFFFFFFFFF', '251234FFFFFFFFFF', '24123AFFFFFFFFFF', '23123FFFFFFFFFFF', '2D123456789012FF', '2FFFFFFFFFFFFFFF']) {
      expect(isPinBlock(Buffer.from(none, 'hex'))).toBe(false);
    }
  });
});

describe('before it is activated', () => {
  const refusals = { '1.7': '6D00', '1.8': '6985' } as const;

  test.each(['1.7', '1.8'] as const)('a card with applet %s gives nothing away, whatever it is asked', (applet) => {
    const known = constantFrom('A4', 'B0', '20', '24', '22', '2A', '88', 'C0', 'E6', 'EA', '82', 'DA', 'EC');
    const asked = tuple(constantFrom('00', '80'), known, stringMatching(/^[0-9A-F]{6}$/), stringMatching(/^([0-9A-F]{2}){0,20}$/)).map((parts) => parts.join(''));
    assert(property(array(oneof(constant(selectIdentity), constant('00B0000010'), asked), { maxLength: 20 }), (commands) => {
      const [chip, session] = [chipOf({ applet, isActive: false }), newSession()];
      for (const command of commands) expect(send(chip, session, command)).toHaveLength(4);
      expect(chip.isActive).toBe(false);
    }));
  });

  test.each(['1.7', '1.8'] as const)('a card with applet %s refuses reading and logging in as its kind does', (applet) => {
    const [chip, session] = [chipOf({ applet, isActive: false }), newSession()];
    expect([selectIdentity, '00B0000010', verify('1234')].map((command) => send(chip, session, command))).toEqual(['9000', refusals[applet], refusals[applet]]);
  });

  test('only the whole script of BiZa, for this card and in its order, activates it', () => {
    const steps = { name: cardCommands.nameCard(cardNumber), other: cardCommands.nameCard('599000000233'), prove: cardCommands.proveRole(Buffer.alloc(16)), activate: cardCommands.activate };
    assert(property(array(constantFrom('name', 'other', 'prove', 'activate'), { maxLength: 8 }), (names) => {
      const [chip, session] = [chipOf({ isActive: false }), newSession()];
      for (const name of names) send(chip, session, steps[name]);
      // The last naming counts, and what came after it.
      const said = names.join(' ').split(/name|other/);
      const isOurs = names.filter((name) => name === 'name' || name === 'other');
      const isActivated = said.slice(1).some((after, at) => isOurs[at] === 'name' && /prove.*activate/.test(after));
      expect(chip.isActive).toBe(isActivated);
    }), { numRuns: 500 });
  });
});

describe('the chosen code', () => {
  const openings = [cardCommands.selectApplication, cardCommands.nameCard(cardNumber), cardCommands.proveRole(Buffer.alloc(16))];

  test('comes with the script, sealed for this card, and is the PIN from then on', () => {
    assert(property(digits, (code) => {
      const [chip, session] = [chipOf({ isActive: false, pin: new PinCell(pinBlock('0000'), true) }), newSession()];
      const script = [...openings, cardCommands.setCode(cardNumber, code, randomBytes(12)), cardCommands.activate];
      expect(script.join('')).not.toContain(hex(pinBlock(code)));
      expect(script.map((command) => send(chip, session, command))).toEqual(script.map(() => '9000'));
      expect(send(chip, session, verify(code))).toBe('9000');
    }));
  });

  test('is another one when the whole script goes to a card that is active already', () => {
    const [chip, session] = [chipOf({ isActive: false }), newSession()];
    for (const code of ['24680', '1357']) {
      const script = [...openings, cardCommands.setCode(cardNumber, code, randomBytes(12)), cardCommands.activate];
      expect(script.map((command) => send(chip, session, command))).toEqual(script.map(() => '9000'));
    }
    expect([chip.isActive, send(chip, session, verify('24680')), send(chip, session, verify('1357'))]).toEqual([true, '63C2', '9000']);
  });

  test('that was sealed for another card, or changed on the way, is refused', () => {
    const sealed = cardCommands.setCode(cardNumber, '24680', Buffer.alloc(12, 1));
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('00') ? '01' : '00'}`;
    for (const command of [cardCommands.setCode('599000000233', '24680', Buffer.alloc(12, 1)), changed]) {
      const [chip, session] = [chipOf({ isActive: false }), newSession()];
      expect([...openings, command].map((one) => send(chip, session, one))).toEqual(['9000', '9000', '9000', '6A80']);
    }
  });

  test('is taken from nobody but who proved to be BiZa', () => {
    const [chip, session] = [chipOf(), newSession()];
    expect(send(chip, session, cardCommands.setCode(cardNumber, '24680', Buffer.alloc(12, 1)))).toBe('6982');
  });
});

describe('files', () => {
  test('are the same, in blocks of any size', () => {
    assert(property(integer({ min: 1, max: 256 }), (size) => {
      const [chip, session, parts] = [chipOf(), newSession(), [] as Buffer[]];
      send(chip, session, selectIdentity);
      for (let offset = 0; offset < identity.length; offset += size) {
        const at = offset.toString(16).padStart(4, '0');
        const left = Math.min(size, identity.length - offset);
        const said = send(chip, session, `00B0${at}${(size % 256).toString(16).padStart(2, '0')}`);
        const whole = left === size ? said : send(chip, session, `00B0${at}${said.slice(2)}`);
        parts.push(Buffer.from(whole.slice(0, -4), 'hex'));
      }
      expect(Buffer.concat(parts)).toEqual(identity);
      expect(send(chip, session, '00B002BC01')).toBe('6B00');
    }));
  });

  test('are found by path, by name in their folder and by application; a file that is not there changes nothing', () => {
    const [chip, session] = [chipOf(), newSession()];
    expect(['00A4080C04DF014031', '00A4020C024031', '00A4020C024099', '00B0000001', '00A4020C023F00', '00B0000001', '00A4000C022F00', '00B0000001', cardCommands.selectApplication, '00A4050C023F00']
      .map((command) => send(chip, session, command))).toEqual(['9000', '9000', '6A82', '619000', '9000', '6986', '9000', '649000', '9000', '6A86']);
  });
});

describe('signing', () => {
  const prepare = (key: number) => `002241B605048001 84 ${key.toString(16)}`.replaceAll(' ', '');
  const sign = '002A9E9A03010203';

  test('asks the PIN: once for the key that logs in, right before each signature for the key that binds', () => {
    const [chip, session] = [chipOf(), newSession()];
    const run = (...commands: string[]) => commands.map((command) => send(chip, session, command));
    expect(run(prepare(0x82), sign, verify('1234'), sign, sign)).toEqual(['9000', '6982', '9000', '6100', '6100']);
    expect(run(prepare(0x83), sign, verify('1234'), sign, sign, '80E6000000', sign)).toEqual(['9000', '6982', '9000', '6100', '6982', '9000', '6982']);
  });

  test('gives the signature in a command of its own, and only once', () => {
    const [chip, session] = [chipOf(), newSession()];
    for (const command of [prepare(0x82), verify('1234'), sign]) send(chip, session, command);
    const signature = send(chip, session, '00C0000000');
    expect(hex(publicDecrypt(rsa.publicKey, Buffer.from(signature.slice(0, -4), 'hex')))).toBe('010203');
    expect(send(chip, session, '00C0000000')).toBe('6985');
  });
});

test('whatever bytes come, the card answers, and never with more than 256 of them', () => {
  assert(property(array(uint8Array({ maxLength: 30 }), { maxLength: 10 }), boolean(), (commands, isActive) => {
    const [chip, session] = [chipOf({ isActive }), newSession()];
    for (const command of commands) {
      const { data, status } = runCommand(chip, session, command);
      expect(status).toBeGreaterThanOrEqual(0x6100);
      expect(data?.length ?? 0).toBeLessThanOrEqual(256);
    }
  }));
});
