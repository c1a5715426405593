import { z } from 'zod';
import { finger } from '#connectors/biza/biza.port.ts';
import type { Finger } from '#tools/device-agent/fingerprint-device.ts';
import { sbiSettings } from '#tools/device-agent/sbi/sbi-settings.ts';

/** What was asked on the command line. `certificates` are files. */
export type DeviceOptions =
  | { readonly kind: 'reader'; readonly name: string | undefined; readonly certificates: readonly string[] }
  | { readonly kind: 'sbi'; readonly port: number; readonly environment: string; readonly fingers: readonly Finger[]; readonly fingerWithinMs: number; readonly certificates: readonly string[] };

interface Given { readonly reader?: string | undefined; readonly sbi?: string | undefined; readonly roots: readonly string[]; readonly provider: readonly string[]; readonly environment: string; readonly fingers: string; readonly seconds: string }

const whole = z.string().regex(/^\d{1,5}$/).transform(Number);
const sbi = z.object({
  port: whole.pipe(z.number().min(1).max(65_535)), environment: sbiSettings.shape.environment, fingers: z.array(finger).min(1), seconds: whole.pipe(z.number().min(1).max(600)),
});

/** Or what is wrong with it. */
export function readDeviceOptions({ reader, sbi: port, roots, provider, environment, fingers, seconds }: Given): DeviceOptions | string {
  if ((reader === undefined) === (port === undefined)) return 'one of --reader and --sbi is asked';
  if (reader !== undefined) return { kind: 'reader', name: reader === 'any' ? undefined : reader, certificates: roots };
  if (provider.length === 0) return '--provider: without the certificate of its maker nothing that a device signs can be believed';
  const read = sbi.safeParse({ port, environment, fingers: fingers.split(','), seconds });
  if (!read.success) return `--${read.error.issues[0]?.path[0]?.toString().replace('port', 'sbi') ?? 'sbi'}: not as it should be`;
  return { kind: 'sbi', port: read.data.port, environment: read.data.environment, fingers: read.data.fingers, fingerWithinMs: read.data.seconds * 1_000, certificates: provider };
}
