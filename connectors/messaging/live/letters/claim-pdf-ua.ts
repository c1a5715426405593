import type Pdf from 'pdfkit';
import { element, prefixed, withAttributes, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';

const rdf = prefixed('rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#');
const ua = { prefix: 'pdfuaid', namespace: 'http://www.aiim.org/pdfua/ns/id/' };
const extension = prefixed('pdfaExtension', 'http://www.aiim.org/pdfa/ns/extension/');
const schema = prefixed('pdfaSchema', 'http://www.aiim.org/pdfa/ns/schema#');
const property = prefixed('pdfaProperty', 'http://www.aiim.org/pdfa/ns/property#');

/** The letter says that it is PDF/UA-1 (ISO 14289-1, 5), in a word that PDF/A does not know and wants described (ISO 19005-2, 6.6.2.3). */
const claim = [
  about(element(prefixed(ua.prefix, ua.namespace)('part'), '1')),
  about(element(extension('schemas'), bag(resource(
    element(schema('schema'), 'PDF/UA identification schema'),
    element(schema('namespaceURI'), ua.namespace),
    element(schema('prefix'), ua.prefix),
    element(schema('property'), sequence(resource(
      element(property('name'), 'part'),
      element(property('valueType'), 'Integer'),
      element(property('category'), 'internal'),
      element(property('description'), 'Part of ISO 14289 that this file keeps to'),
    ))),
  )))),
].map(writeXml).join('\n');

export function claimPdfUa(document: InstanceType<typeof Pdf>): void {
  document.appendXML(claim);
  // pdfkit writes title and author into XML as they are; here they stand in the older table already.
  const endMetadata = document.endMetadata.bind(document);
  document.endMetadata = () => {
    document.info.Title = asXmlText(document.info.Title);
    document.info.Author = asXmlText(document.info.Author);
    endMetadata();
  };
}

const asXmlText = (text = ''): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function about(child: XmlTree): XmlTree {
  return withAttributes(element(rdf('Description'), child), [rdf('about'), '']);
}
function resource(...children: readonly XmlTree[]): XmlTree {
  return withAttributes(element(rdf('li'), ...children), [rdf('parseType'), 'Resource']);
}
function bag(child: XmlTree): XmlTree {
  return element(rdf('Bag'), child);
}
function sequence(child: XmlTree): XmlTree {
  return element(rdf('Seq'), child);
}
