import { decodeXml } from './decode-xml.ts';
import { scanXml } from './scan-xml.ts';
import { defaultXmlLimits } from './xml-limits.ts';
import type { XmlLimits } from './xml-limits.ts';
import type { XmlElement } from './xml-tree.ts';

/** An element inside which another one stands; the outermost first. */
export interface Around { readonly start: Omit<XmlElement, 'children'> }
interface Growing extends Around { readonly children: (XmlElement | string)[]; text: string }

/**
 * The root element of a document, or a refusal (`xml.…`). One reader for the XML that comes from outside: it is read once, by it alone, so
 * no second parser can see another document in the same bytes. Comments are gone and CDATA is text: a text is one, the same that
 * canonicalization signs. Read the tree with the functions of find-in-xml.ts.
 * @param takeOut is asked about each element when it ends. What it takes is left out of the tree: a long document need not stand in memory whole.
 */
export function readXml(bytes: Uint8Array, limits: Partial<XmlLimits> = {}, takeOut: (element: XmlElement, around: readonly Around[]) => boolean = () => false): XmlElement {
  const all = { ...defaultXmlLimits, ...limits };
  const open: Growing[] = [];
  let root: XmlElement | undefined;

  scanXml(decodeXml(bytes, all.bytes), all, {
    open(start) {
      endText(open.at(-1));
      open.push({ start, children: [], text: '' });
    },
    text(value) {
      const current = open.at(-1);
      if (current !== undefined) current.text += value;
    },
    close() {
      const current = open.pop();
      if (current === undefined) return;
      endText(current);
      const element = { ...current.start, children: current.children };
      const parent = open.at(-1);
      if (parent === undefined) root = element;
      else if (!takeOut(element, open)) parent.children.push(element);
    },
  });
  if (root === undefined) throw new Error('A document was taken that has no root element.');
  return root;
}

function endText(growing: Growing | undefined): void {
  if (growing === undefined || growing.text === '') return;
  growing.children.push(growing.text);
  growing.text = '';
}
