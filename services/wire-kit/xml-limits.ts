/** What a document may ask of us. Each is checked while it is read, before the tree of it grows. */
export interface XmlLimits {
  readonly bytes: number;
  /** Elements inside elements; the root is at depth 1. */
  readonly depth: number;
  readonly elements: number;
  /** On one element, declarations of namespaces included. */
  readonly attributes: number;
  /** In the whole document; base64 from Java has one (`&#xD;`) at the end of each line. */
  readonly numericReferences: number;
}

export const defaultXmlLimits: XmlLimits = { bytes: 1_048_576, depth: 64, elements: 10_000, attributes: 64, numericReferences: 20_000 };
