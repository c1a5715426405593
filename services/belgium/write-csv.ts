const decimals = 2;

/** RFC 4180, as spreadsheets in Belgium open it: UTF-8 with a byte order mark, semicolons, decimal commas. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function writeCsv(lines: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${lines.map((cells) => `${cells.map(cellOf).join(';')}\r\n`).join('')}`;
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(Number(cell.toFixed(decimals))).replace('.', ',');
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
