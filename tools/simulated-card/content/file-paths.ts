/** The PKCS#15 application on a Belgian card. */
export const applicationId = 'A000000177504B43532D3135';

/** The files of a card, and where they are below the master file 3F00. */
export const filePaths = {
  directory: '2F00',
  objects: 'DF005031', token: 'DF005032', pins: 'DF005034', 'private-keys': 'DF005035', certificates: 'DF005037',
  'authentication-certificate': 'DF005038', 'signature-certificate': 'DF005039', 'ca-certificate': 'DF00503A', 'root-certificate': 'DF00503B', 'rrn-certificate': 'DF00503C',
  identity: 'DF014031', 'identity-signature': 'DF014032', address: 'DF014033', 'address-signature': 'DF014034', photo: 'DF014035', 'basic-key': 'DF014040',
} as const;
export type FileName = keyof typeof filePaths;
