import type Pdf from 'pdfkit';

type Document = InstanceType<typeof Pdf>;
interface Square { readonly left: number; readonly top: number; readonly side: number }
interface TextLayout { readonly link?: string | null; readonly lineGap?: number; readonly width?: number; readonly height?: number; readonly ellipsis?: boolean }

/**
 * Everything that is drawn stands in the tree that assistive technology reads, in reading order; nothing of a letter is decoration. Source: ISO 14289-1 (PDF/UA-1), 7.1.
 */
export function tagContent(document: Document): {
  /** From where the document stands; the link in it can be followed. */
  text: (type: 'P' | 'H1', text: string, layout: TextLayout) => void;
  figure: (alternative: string, square: Square, draw: () => void) => void;
} {
  describeLinks(document);
  const root = document.struct('Document');
  document.addStructure(root);
  return {
    text: (type, text, { link = null, ...layout }) => {
      const block = document.struct(type);
      root.add(block);
      for (const { run, isLink, continued } of runsOf(text, link)) {
        const draw = () => document.text(run, { ...layout, continued, ...(isLink && { link }) });
        block.add(isLink ? document.struct('Link', {}, draw) : draw);
      }
      block.end();
    },
    figure: (alternative, { left, top, side }, draw) => {
      const about = { alt: alternative, bbox: [left, top, left + side, top + side] };
      root.add(document.struct('Figure', about, draw));
    },
  };
}

interface Run { readonly run: string; readonly isLink: boolean; readonly continued: boolean }

/** The text and the links in it. A line that is broken ends in a blank: without one its last word and the next line's first are heard as one. */
function runsOf(text: string, link: string | null): Run[] {
  const parts = (link === null ? [text] : text.split(link).flatMap((part, index) => (index === 0 ? [part] : [link, part]))).filter((part) => part !== '');
  return parts.map((part, index) => {
    const last = index === parts.length - 1;
    const continued = !last && !part.endsWith('\n') && parts[index + 1]?.startsWith('\n') !== true;
    const run = part.replaceAll(/^\n|\n$/g, '').replaceAll('\n', ' \n');
    return { run: run === '' || continued || last ? run : `${run} `, isLink: part === link, continued };
  }).filter(({ run }) => run !== '');
}

/** pdfkit leaves the description of a link empty, and takes a bare text for a name. Source: ISO 14289-1, 7.18.5. */
function describeLinks(document: Document): void {
  const link = document.link.bind(document);
  document.link = (x, y, width, height, url, options = {}) => link(x, y, width, height, url, Object.assign(options, { Contents: Object(url) }));
}
