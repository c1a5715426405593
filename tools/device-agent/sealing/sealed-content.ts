import type { CapturedFinger } from '../fingerprint-device.ts';
import { base64Bytes } from './base64-bytes.ts';
import { wipe } from './wipe.ts';

/**
 * What BiZa finds in an envelope (`sealedFingers` and `sealedCode` of the port `biza`), as JSON in UTF-8, made of bytes only: no string of it is ever made.
 * The caller wipes what went in and seals what comes out, which wipes it too.
 */
export function contentOfFingers(fingers: readonly Pick<CapturedFinger, 'finger' | 'image'>[]): Buffer {
  const parts = fingers.map(({ finger, image }) => {
    const imageRecord = base64Bytes(image);
    const part = Buffer.concat([text(`{"finger":${JSON.stringify(finger)},"imageRecord":"`), imageRecord, text('"}')]);
    wipe(imageRecord);
    return part;
  });
  const content = Buffer.concat([text('{"version":1,"fingers":['), ...parts.flatMap((part, index) => (index === 0 ? [part] : [text(','), part])), text(']}')]);
  wipe(...parts);
  return content;
}

/** `digits` are ASCII digits. */
export function contentOfCode(digits: Uint8Array): Buffer {
  return Buffer.concat([text('{"version":1,"code":"'), digits, text('"}')]);
}

const text = (fixed: string): Buffer => Buffer.from(fixed, 'utf8');
