import { readJson } from '#connectors/rest-kit/read-json.ts';
import { filePart, messageToPublish, type EBoxLanguage, type MessageToPublish } from '../../wire/e-box.ts';
import { eBoxAgreement } from './e-box-agreement.ts';
import { readMultipart, type Part } from './read-multipart.ts';

export interface Publication { readonly message: MessageToPublish; readonly language: EBoxLanguage; /** What is opened first. */ readonly document: Buffer }
export interface RefusedPublication { readonly code: 'INVALID_INPUT' | 'INVALID_SENDER' | 'NOT_IMPLEMENTED'; readonly message: string }

const refuse = (message: string, code: RefusedPublication['code'] = 'INVALID_INPUT'): RefusedPublication => ({ code, message });
const longestFileName = 80;

/** Refuses what the real one says that it refuses, in its words where they are published. */
export function judgePublication(contentType: string, body: Uint8Array): Publication | RefusedPublication {
  const parts = readMultipart(contentType, body);
  if (!parts) return refuse('The request is not multipart/form-data');
  const described = parts.filter(({ name }) => name === 'messageToPublish');
  const files = parts.filter(({ name }) => name !== 'messageToPublish');
  const read = described.length === 1 && described[0] ? readJson(described[0].content) : { flaw: 'no-json' };
  if (!('value' in read)) return refuse('Exactly one messageToPublish in JSON is expected');
  if (hasNull(read.value)) return refuse('Null values are not accepted');
  if (hasSeveralLanguages(read.value)) return refuse('Multiple languages provided when only one expected', 'NOT_IMPLEMENTED');
  const parsed = messageToPublish.safeParse(read.value);
  if (!parsed.success) return refuse(`Invalid Schema: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
  return judgeFiles(parsed.data, files) ?? judgeSender(parsed.data) ?? publicationOf(parsed.data, files);
}

function judgeFiles({ attachments, bodyMainContent, bodyContent }: MessageToPublish, files: readonly Part[]): RefusedPublication | undefined {
  if (files.length !== attachments.length) return refuse('Json Attachments number is inconsistent with number of parts');
  if (new Set(files.map(({ name }) => name)).size !== files.length || !attachments.every(({ httpPartName }) => files.some(({ name }) => name === httpPartName))) return refuse('Some json attachment info do not match any file upload part');
  if (files.some(({ name, fileName = '', type }) => !filePart.safeParse(name).success || fileName === '' || type === undefined)) return refuse('Missing mediaType or fileName in part');
  if (files.some(({ fileName = '' }) => fileName.length > longestFileName)) return refuse('File name is too long');
  if (files.some(({ type, content }) => type !== 'application/pdf' || content.subarray(0, 5).toString('latin1') !== '%PDF-')) return refuse('Attachment mime type is not valid. See spec for list of available mime types');
  const main = attachments.filter(({ mainContent }) => mainContent).length + (bodyMainContent ? 1 : 0);
  if (main === 0) return refuse('No main content attachment. Exactly one is expected');
  if (main > 1) return refuse('Too many main content. Exactly one is expected');
  return bodyMainContent && !bodyContent ? refuse('No body content') : undefined;
}

function judgeSender({ senderOrganizationId, senderApplicationId, messageTypeId }: MessageToPublish): RefusedPublication | undefined {
  if (senderOrganizationId !== eBoxAgreement.senderOrganizationId) return refuse('Invalid sender: user credentials does not match payload', 'INVALID_SENDER');
  return senderApplicationId !== eBoxAgreement.senderApplicationId || messageTypeId !== eBoxAgreement.messageTypeId ? refuse('Invalid message configuration', 'INVALID_SENDER') : undefined;
}

function publicationOf(message: MessageToPublish, files: readonly Part[]): Publication | RefusedPublication {
  const [language] = (['nl', 'fr', 'de'] as const).filter((one) => message.subject[one] !== undefined);
  const main = message.attachments.find(({ mainContent }) => mainContent)?.httpPartName;
  const document = files.find(({ name }) => name === main)?.content;
  return language === undefined || document === undefined ? refuse('No main content attachment. Exactly one is expected') : { message, language, document };
}

const hasNull = (value: unknown): boolean => value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
/** In any one text. */
const hasSeveralLanguages = (value: unknown): boolean => typeof value === 'object' && value !== null
  && (Object.keys(value).filter((name) => ['nl', 'fr', 'de', 'en'].includes(name)).length > 1 || Object.values(value).some(hasSeveralLanguages));
