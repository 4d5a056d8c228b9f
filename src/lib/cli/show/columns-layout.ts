import stringWidth from 'string-width';

/** Blanks between two columns. */
const GAP = 2;

/** A text and what is printed for it, such as the same with colours. */
export interface Cell {
  readonly text: string;
  readonly shown: string;
}

/** Texts in as many columns as a width has room for, read from the top down, as `ls` lays names out. */
export function inColumns(cells: readonly Cell[], width: number): string[] {
  const widths = cells.map(({text}) => stringWidth(text));
  const most = Math.max(1, Math.min(cells.length, Math.floor((width + GAP) / (1 + GAP))));
  for (let columns = most; columns > 1; columns--) {
    const rows = Math.ceil(cells.length / columns);
    if (Math.ceil(cells.length / rows) !== columns) continue; // the last one would stay empty
    const room = roomOf(widths, rows, columns);
    if (room.reduce((sum, each) => sum + each + GAP, -GAP) <= width) return layOut(cells, widths, rows, room);
  }
  return cells.map(({shown}) => shown);
}

function roomOf(widths: readonly number[], rows: number, columns: number): number[] {
  return Array.from({length: columns}, (_, column) =>
    Math.max(...widths.slice(column * rows, (column + 1) * rows)),
  );
}

function layOut(
  cells: readonly Cell[],
  widths: readonly number[],
  rows: number,
  room: readonly number[],
): string[] {
  return Array.from({length: rows}, (_, row) =>
    room
      .flatMap((width, column) => {
        const index = column * rows + row;
        const cell = cells[index];
        if (cell === undefined) return [];
        const isLast = cells[index + rows] === undefined;
        return [isLast ? cell.shown : cell.shown + ' '.repeat(width - (widths[index] ?? 0) + GAP)];
      })
      .join(''),
  );
}
